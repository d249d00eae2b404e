import { describe, expect, it } from "vitest";
import { bgnbd } from "../../shared/scoring/bgnbd.ts";
import { CellCounter, type Cells } from "../../shared/scoring/cells.ts";
import { fitBetaGeometric, fitNbd } from "../../shared/scoring/fit-purchases.ts";
import { fitSpend } from "../../shared/scoring/fit-spend.ts";
import { mbgnbd } from "../../shared/scoring/mbgnbd.ts";
import { toPurchaseData } from "../../shared/scoring/purchase-data.ts";
import { SpendSample } from "../../shared/scoring/spend-sample.ts";
import { hasReference, summariseCdnow } from "../support/cdnow.ts";
import { expectClose } from "../support/close-to.ts";
import { readClvReference } from "../support/clv-reference.ts";

/** The published CSV has t_x, T and m rounded to two decimals: its time grid is a hundredth of a week. */
const sets = {
  cdnow_sample_39w: { file: "sample", asOf: "1997-09-30", perWeek: 7, rounded: false },
  cdnow_master_39w: { file: "master", asOf: "1997-09-30", perWeek: 7, rounded: false },
  cdnow_master_78w: { file: "master", asOf: "1998-06-30", perWeek: 7, rounded: false },
  cdnow_sample_csv: { file: "sample", asOf: "1997-09-30", perWeek: 100, rounded: true },
} as const;

const load = (name: keyof typeof sets): { cells: Cells; spend: SpendSample } => {
  const { file, asOf, rounded } = sets[name];
  const cells = new CellCounter();
  const spend = new SpendSample();
  const grid = (days: number) => (rounded ? Math.round((days * 100) / 7) : days);
  for (const { repeats, recencyDays, ageDays, repeatNetMinor } of summariseCdnow(file, asOf).values()) {
    cells.add(repeats, grid(recencyDays), grid(ageDays));
    spend.add(repeats, rounded && repeats > 0 ? repeats * Math.round(repeatNetMinor / repeats) : repeatNetMinor);
  }
  return { cells: cells.toCells(), spend };
};

describe
  .skipIf(!hasReference)
  .each(["cdnow_sample_39w", "cdnow_master_39w", "cdnow_master_78w", "cdnow_sample_csv"] as const)("%s", (name) => {
  const setUp = () => ({ ...load(name), wanted: readClvReference().fits[name] });
  type Fit = { params: Record<string, number>; standardErrors: Record<string, number | null>; logLikelihood: number };
  const expectFit = (
    got: Fit,
    wanted: { params: Record<string, number>; se: Record<string, number>; loglik: number },
  ) => {
    for (const [key, value] of Object.entries(wanted.params))
      expectClose(got.params[key] ?? Number.NaN, value, 1e-5, 0, key);
    for (const [key, value] of Object.entries(wanted.se)) {
      expectClose(got.standardErrors[key] ?? Number.NaN, value, 1e-3, 0, `se of ${key}`);
    }
    expectClose(got.logLikelihood, wanted.loglik, 0, 1e-4, "log-likelihood");
  };

  it("counts customers, repeat purchases and repeat buyers as the reference does", () => {
    const { cells, wanted } = setUp();
    const data = toPurchaseData(cells);
    expect([data.customers, data.repeats, data.moreThan[0], data.runs.at(-1)]).toEqual([
      wanted.n_customers,
      wanted.sum_x,
      wanted.n_repeaters,
      wanted.max_x,
    ]);
  });

  it("fits NBD, BG/NBD and MBG/NBD to the reference's parameters, likelihoods and standard errors", () => {
    const { cells, wanted } = setUp();
    const data = toPurchaseData(cells, sets[name].perWeek);
    const nbd = fitNbd(data);
    expectFit(nbd, wanted.models.nbd);
    for (const model of [bgnbd, mbgnbd]) {
      const fit = fitBetaGeometric(model, data, nbd.params);
      expectFit(fit, wanted.models[model.name]);
      expect(fit).toMatchObject({ converged: true, prior: false });
      expect(fit.evaluations).toBeLessThanOrEqual(12);
    }
  });

  it("fits Gamma-Gamma to the reference's parameters, likelihood and standard errors", () => {
    const { spend, wanted } = setUp();
    const fit = fitSpend(spend.toSpendData(100));
    expectFit(fit, wanted.models.gg);
    expect(fit).toMatchObject({ converged: true, prior: false, customers: wanted.models.gg.n_used });
  });
});
