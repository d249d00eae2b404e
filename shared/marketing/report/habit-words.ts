import type { BuyingHabit, Loyalty, Weekday } from "../../model/customer-row.ts";
import type { LifecycleStage } from "../../scoring/habits/lifecycle-stage.ts";

type Words = { name: string; meaning: string };

/** Stages of a customer's life, from the first order to the last. */
export const stageWords: Readonly<Record<LifecycleStage, Words>> = {
  "first-order": { name: "First order", meaning: "Bought for the first time, and not overdue." },
  active: { name: "Active", meaning: "Came back at least once, and is not overdue." },
  slipping: { name: "Slipping", meaning: "Came back before, and is now drowsy." },
  lapsed: { name: "Lapsed", meaning: "Came back before, and is now half asleep." },
  lost: { name: "Lost", meaning: "Came back before, and is now asleep." },
  "one-time": { name: "One-time", meaning: "Bought on a single day, and is overdue." },
};

export const habitWords: Readonly<Record<BuyingHabit, Words>> = {
  "one-time": { name: "One-time", meaning: "Bought on a single day." },
  regular: { name: "Regular", meaning: "Buys at intervals more even than chance would make them." },
  seasonal: { name: "Seasonal", meaning: "Buys at one time of the year, and again the year after." },
  irregular: { name: "Irregular", meaning: "Came back at least three times, at uneven intervals." },
};

export const loyaltyWords: Readonly<Record<Loyalty, Words>> = {
  loyal: { name: "Loyal", meaning: "Keeps to a rhythm, mostly at full price, and is not overdue." },
  elastic: { name: "Elastic", meaning: "Comes for discounts, in bursts, or late: price and occasion decide." },
  lost: { name: "Lost", meaning: "Came back at least three times, and is now asleep." },
};

export const weekdayWords: Readonly<Record<Weekday, string>> = {
  mon: "Monday",
  tue: "Tuesday",
  wed: "Wednesday",
  thu: "Thursday",
  fri: "Friday",
  sat: "Saturday",
  sun: "Sunday",
};
