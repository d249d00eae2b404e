import { describe, expect, it } from "vitest";
import {
  type DayHabit,
  decodePurchaseDays,
  encodePurchaseDays,
} from "../../../../shared/scoring/summaries/purchase-days.ts";

const day = (day: number, orders = 1, netMinor = 1000) => ({ day, orders, netMinor });
const withHabit = (at: number, habit: Partial<DayHabit> = {}, orders = 1) => ({
  ...day(at, orders),
  habit: { hour: 14, discountedOrders: 0, category: undefined, ...habit },
});

describe("purchase days as bytes", () => {
  it("are laid out as documented: version, days since 1970 and since the day before, orders, value", () => {
    const bytes = encodePurchaseDays([day(20000, 1, 1234), day(20007, 2, -5)]);
    expect([...bytes]).toEqual([1, 192, 184, 2, 1, 164, 19, 7, 2, 11]);
  });

  it("carry habits in version 2: hour + 25 (category + 33 discounted), after each day's value", () => {
    const bytes = encodePurchaseDays([
      withHabit(20000, { hour: 9, category: 0 }),
      withHabit(20007, { hour: undefined, discountedOrders: 2, category: 31 }, 3),
      withHabit(20008, { hour: 0 }),
    ]);
    const habits = { first: 9 + 25 * 1, second: 24 + 25 * (32 + 33 * 2) };
    expect([...bytes].slice(0, 7)).toEqual([2, 192, 184, 2, 1, 208, 15]);
    expect([...bytes].slice(7)).toEqual([
      habits.first,
      ...[7, 3, 208, 15, (habits.second % 128) + 128, Math.floor(habits.second / 128)],
      ...[1, 1, 208, 15, 0],
    ]);
  });

  it("of version 1 are read as before, without habits", () => {
    expect(decodePurchaseDays(Uint8Array.of(1, 192, 184, 2, 1, 164, 19))).toEqual([
      { day: 20000, orders: 1, netMinor: 1234 },
    ]);
  });

  it("cost at most two bytes more a day with their habits, and one where a day was neither discounted nor in a rare category", () => {
    const sizeOf = (habit: Partial<DayHabit>) =>
      encodePurchaseDays(Array.from({ length: 520 }, (_, i) => withHabit(16000 + 7 * i, habit))).length;
    const plain = encodePurchaseDays(Array.from({ length: 520 }, (_, i) => day(16000 + 7 * i))).length;
    expect(sizeOf({ hour: 23, category: 3 }) - plain).toBe(520);
    expect(sizeOf({ hour: 23, category: 31, discountedOrders: 1 }) - plain).toBe(1040);
    expect(sizeOf({ hour: 23, category: 31, discountedOrders: 1 })).toBeLessThan(4096);
  });

  it("refuse habits out of their bounds, and habits on some days alone", () => {
    const wrong = [
      ...[
        { hour: 25 },
        { hour: -1 },
        { hour: 1.5 },
        { category: 32 },
        { category: -2, discountedOrders: 1 },
        { discountedOrders: 2 },
        { discountedOrders: -1 },
      ].map((habit) => [withHabit(5, habit)]),
      [day(5), withHabit(6)],
      [withHabit(5), day(6)],
    ];
    for (const days of wrong) {
      expect(() => encodePurchaseDays(days)).toThrow(expect.objectContaining({ name: "PurchaseDaysError" }));
    }
  });

  it("are no bytes where nothing was bought", () => {
    expect(encodePurchaseDays([])).toHaveLength(0);
    expect(decodePurchaseDays(new Uint8Array())).toEqual([]);
  });

  it("hold ten years of a weekly buyer in 3 kB", () => {
    const weekly = Array.from({ length: 520 }, (_, i) => day(16000 + 7 * i, 1, 4999));
    expect(encodePurchaseDays(weekly).length).toBeLessThan(3072);
  });

  it("refuse days that do not rise, days without orders, and numbers beyond 2^53", () => {
    for (const days of [[day(5), day(5)], [day(6), day(5)], [day(5, 0)], [day(5, 1, 2 ** 53)], [day(5, 1, 0.5)]]) {
      expect(() => encodePurchaseDays(days)).toThrow(expect.objectContaining({ name: "PurchaseDaysError" }));
    }
  });

  it("refuse bytes of another version, cut short, or damaged, and say what to do", () => {
    const bytes = encodePurchaseDays([day(20000, 1, 123456)]);
    const damaged = [
      Uint8Array.of(9, ...bytes.slice(1)),
      Uint8Array.of(3, ...encodePurchaseDays([withHabit(20000)]).slice(1)),
      bytes.slice(0, -1),
      encodePurchaseDays([withHabit(20000, { discountedOrders: 1 })]).slice(0, -1),
      Uint8Array.of(2, 2, 1, 2, ...[(1650 % 128) + 128, Math.floor(1650 / 128)]),
      Uint8Array.of(1, 2, 0, 2),
      Uint8Array.of(1, 2, 1, 2, 0, 1, 2),
      Uint8Array.of(1, ...Array<number>(9).fill(255), 1, 1, 1),
    ];
    for (const wrong of damaged) {
      expect(() => decodePurchaseDays(wrong)).toThrow(
        expect.objectContaining({ name: "PurchaseDaysError", message: expect.stringContaining("Rebuild the summary") }),
      );
    }
  });

  it("say once what is wrong with bytes", () => {
    expect(() => decodePurchaseDays(Uint8Array.of(1, 2, 0, 2))).toThrow(
      /^A customer's purchase days hold a day twice or without orders\. Rebuild the summary from the customer's orders\.$/,
    );
  });
});
