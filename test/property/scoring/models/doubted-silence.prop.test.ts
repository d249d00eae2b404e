import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bgnbd } from "../../../../shared/scoring/models/bgnbd.ts";
import { DOUBT, inDoubt } from "../../../../shared/scoring/models/doubted-silence.ts";
import { mbgnbd } from "../../../../shared/scoring/models/mbgnbd.ts";
import { betaGeometricModel } from "../../../../shared/scoring/models/purchase-model.ts";

const positive = (min: number, max: number) => fc.double({ min, max, noNaN: true });
const asked = fc.record({
  model: fc.constantFrom(mbgnbd, bgnbd),
  params: fc.record({
    r: positive(0.05, 20),
    alpha: positive(0.1, 200),
    a: positive(0.01, 20),
    b: positive(0.01, 100),
  }),
  x: fc.integer({ min: 1, max: 2000 }),
  recencyWeeks: positive(0.2, 500),
  silentWeeks: positive(0, 500),
});
/** What rounding may do. */
const HAIR = 1e-9;

describe("P(alive) in doubt about silence", () => {
  it("is a chance, no less than two thirds of the model's, and falls with silence, day after day too", () => {
    const longer = fc.oneof(positive(0, 100), fc.constant(1 / 7), positive(0, 0.01));
    fc.assert(
      fc.property(asked, longer, ({ model, params, x, recencyWeeks, silentWeeks }, more) => {
        const plain = betaGeometricModel(model, params);
        const { pAlive: alive } = inDoubt(plain, DOUBT);
        const now = alive(x, recencyWeeks, recencyWeeks + silentWeeks);
        expect(now).toBeLessThanOrEqual(1);
        const least = (1 - DOUBT) * plain.pAlive(x, recencyWeeks, recencyWeeks + silentWeeks);
        expect(now).toBeGreaterThanOrEqual(least * (1 - HAIR));
        expect(alive(x, recencyWeeks, recencyWeeks + silentWeeks + more)).toBeLessThanOrEqual(now * (1 + HAIR));
      }),
    );
  });

  it("is no less than a third of that of who bought less often, by the root of the rates", () => {
    fc.assert(
      fc.property(asked, positive(0, 1), ({ model, params, x, recencyWeeks, silentWeeks }, share) => {
        const plain = betaGeometricModel(model, params);
        const fewer = Math.round(1 + share * (x - 1));
        const age = recencyWeeks + silentWeeks;
        const ofFewer = plain.pAlive(fewer, recencyWeeks, age) * Math.sqrt((params.r + fewer) / (params.r + x));
        expect(inDoubt(plain, DOUBT).pAlive(x, recencyWeeks, age)).toBeGreaterThanOrEqual(DOUBT * ofFewer * (1 - HAIR));
      }),
    );
  });
});
