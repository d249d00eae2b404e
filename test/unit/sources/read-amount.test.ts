import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decimalOf } from "../../../shared/model/minor-units.ts";
import { currencyOf, minorOf } from "../../../shared/sources/read-amount.ts";
import { instantOf } from "../../../shared/sources/read-instant.ts";

describe("minorOf", () => {
  it.each([
    ["199.65", "USD", 19965],
    ["0.285", "EUR", 29],
    ["1.005", "EUR", 101],
    ["-0.005", "EUR", -1],
    ["-16.20", "USD", -1620],
    ["4450000", "IRT", 445000000],
    ["1200", "JPY", 1200],
    ["1200.5", "JPY", 1201],
    ["1.2345", "KWD", 1235],
    ["1.5e3", "USD", 150000],
    ["-0.00", "USD", 0],
    ["1000000000000.00", "USD", 100000000000000],
  ])("minorOf(%s, %s) is %i", (text, currency, minor) => {
    expect(minorOf(text, currency)).toBe(minor);
  });

  it.each(["", "abc", "1,5", "NaN", "0x10", "1.2.3", "--1", "1e30", "1000000000000.01"])("refuses %s", (text) => {
    expect(() => minorOf(text, "USD")).toThrow(expect.objectContaining({ name: "PoisonError", reason: "bad-amount" }));
  });

  it("undoes decimalOf for every amount that a float can hold with its cents", () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e12, max: 1e12 }), fc.constantFrom("USD", "JPY", "KWD"), (minor, currency) => {
        expect(minorOf(decimalOf(minor, currency), currency)).toBe(minor === 0 ? 0 : minor);
      }),
      { seed: 20261121 },
    );
  });
});

describe("currencyOf and instantOf", () => {
  it("read what sources write, and refuse what could mean more than one thing", () => {
    expect(currencyOf(" usd ")).toBe("USD");
    expect(() => currencyOf("dollars")).toThrow(expect.objectContaining({ reason: "unknown-currency" }));
    expect(instantOf("2026-11-19T10:00:00-05:00")).toBe("2026-11-19T15:00:00.000Z");
    expect(instantOf("2019-01-01 00:00:00.000Z")).toBe("2019-01-01T00:00:00.000Z");
    for (const text of [
      "2026-11-19T10:00:00",
      "2026-11-19",
      "19.11.2026",
      "2026-13-01T00:00:00Z",
      "9999-12-31T23:59:59-12:00",
      "",
    ]) {
      expect(() => instantOf(text)).toThrow(expect.objectContaining({ reason: "bad-time" }));
    }
  });
});
