import { counted, grouped } from "../../model/counted.ts";
import type { Statement } from "../../model/model-file.ts";
import type { PastOutcome, ValueRange } from "../../model/value-range.ts";
import { longDay, measured } from "../../words/said.ts";
import { MONTH_DAYS } from "../past-cuts/past-cut-days.ts";
import { toEpochDay } from "../summaries/epoch-day.ts";
import { missOf } from "./value-range.ts";

/** Fewest cuts of the season, none of whose days another has too, and by how much each cut and the middle of all must have missed the same way, in logarithms. */
const AGREE = { fewest: 2, each: 0.05, mean: 0.1 } as const;

/**
 * What a marketer should know of the value foretold. Its direction alone where every cut of tonight's season in earlier years was off the same
 * way, and two of them at least share no day: looks at one year, some weeks apart, count the same purchases, and are no agreement (ADR 34).
 */
export const clvStatements = (range: ValueRange | undefined, historyDays: number): Statement[] => {
  if (range === undefined) return [];
  if (!range.seasonKnown) return [seasonUnknown(historyDays)];
  const cuts = range.cuts.filter(({ sameSeason }) => sameSeason);
  const misses = cuts.map(missOf);
  const mean = misses.reduce((sum, miss) => sum + miss, 0) / misses.length;
  const agree = misses.every((miss) => miss * Math.sign(mean) >= AGREE.each);
  const apart = withoutSharedDays(cuts);
  if (apart.length < AGREE.fewest || !agree || Math.abs(mean) < AGREE.mean) return [];
  return [missed(apart, apart.map(missOf), range.leftOut ?? 0)];
};

/** Cuts none of whose days after them another has too, those most like tonight first to be taken; newest first. */
const withoutSharedDays = (cuts: readonly PastOutcome[]): PastOutcome[] => {
  const taken: PastOutcome[] = [];
  for (const cut of [...cuts].sort((one, other) => other.weight - one.weight)) {
    if (taken.every((other) => !shareDays(cut, other))) taken.push(cut);
  }
  return cuts.filter((cut) => taken.includes(cut));
};

const shareDays = (one: PastOutcome, other: PastOutcome): boolean => {
  const [from, to] = [toEpochDay(one.cut), toEpochDay(other.cut)];
  return from < to + MONTH_DAYS * other.months && to < from + MONTH_DAYS * one.months;
};

const seasonUnknown = (historyDays: number): Statement => ({
  code: "value-season-unknown",
  text: `We cannot know the season yet: purchases go back ${counted(historyDays, "day")}, and none of them show what the months to come were like a year ago to a shop with half a year of orders behind it. Until then the range of the shop's total value is as wide as young shops have been off, and no month is told from another.`,
});

const missed = (cuts: readonly PastOutcome[], misses: readonly number[], leftOut: number): Statement => {
  const sizes = misses.map((miss) => Math.abs(Math.expm1(miss))).sort((a, b) => a - b);
  const [least = 0] = sizes;
  const most = sizes.at(-1) ?? least;
  const [brought, low] = (misses[0] ?? 0) > 0 ? ["more", "too low"] : ["less", "too high"];
  const days = cuts.map(({ cut }) => longDay(cut)).join("; ");
  const without =
    leftOut === 0
      ? ""
      : ` Left out of it: ${counted(leftOut, "customer")} with a twentieth and more of all that was paid${leftOut === 1 ? "" : " each"}.`;
  const purchases = cuts.reduce((sum, one) => sum + one.purchases.came, 0);
  return {
    code: "clv-missed-held-back",
    text: `After each of ${grouped(cuts.length)} days of this season in different years (${days}), customers brought ${measured(least)} to ${measured(most)} ${brought} than was foretold of them (purchases by a model of what was known that day, amounts by what customers alike had spent until then), over ${counted(purchases, "purchase")}, each counted once: expected values and the shop's total are probably ${low} tonight as well. Its range allows for that.${without}`,
  };
};
