import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compareInstants } from "../../../shared/model/time.ts";
import { often } from "../../support/often.ts";

/** A moment as it may be written: to the millisecond, to the second, or to the minute, few enough that many are the same. */
const instants = fc
  .record({
    ms: fc.oneof(
      fc.integer({ min: 0, max: 200_000 }),
      fc.integer({ min: Date.UTC(0, 0, 1), max: Date.UTC(9999, 11, 31) }),
    ),
    form: fc.constantFrom(".000Z", ":00.000Z", ""),
  })
  .map(({ ms, form }) => {
    const text = new Date(ms).toISOString();
    return text.endsWith(form) && form !== "" ? `${text.slice(0, -form.length)}Z` : text;
  });

describe("compareInstants", () => {
  it("puts moments in their order, however they are written", () => {
    fc.assert(
      fc.property(instants, instants, (a, b) => {
        expect(Math.sign(compareInstants(a, b))).toBe(Math.sign(Date.parse(a) - Date.parse(b)));
      }),
      { seed: 20261130, numRuns: often(2_000) },
    );
  });
});
