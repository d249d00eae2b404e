import { describe, expect, it } from "vitest";
import { decodePurchaseDays, encodePurchaseDays } from "../../../shared/scoring/purchase-days.ts";

const day = (day: number, orders = 1, netMinor = 1000) => ({ day, orders, netMinor });

describe("purchase days as bytes", () => {
  it("are laid out as documented: version, days since 1970 and since the day before, orders, value", () => {
    const bytes = encodePurchaseDays([day(20000, 1, 1234), day(20007, 2, -5)]);
    expect([...bytes]).toEqual([1, 192, 184, 2, 1, 164, 19, 7, 2, 11]);
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
      bytes.slice(0, -1),
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
});
