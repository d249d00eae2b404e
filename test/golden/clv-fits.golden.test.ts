import { describe, expect, it } from "vitest";
import { bgnbd } from "../../shared/scoring/models/bgnbd.ts";
import { fitPareto } from "../../shared/scoring/models/fit-pareto.ts";
import { fitBetaGeometric, fitNbd } from "../../shared/scoring/models/fit-purchases.ts";
import { fitSpend } from "../../shared/scoring/models/fit-spend.ts";
import { mbgnbd } from "../../shared/scoring/models/mbgnbd.ts";
import { toPurchaseData } from "../../shared/scoring/models/purchase-data.ts";
import { SpendSample } from "../../shared/scoring/models/spend-sample.ts";
import { CellCounter, type Cells } from "../../shared/scoring/summaries/cells.ts";
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

  it("fits Pareto/NBD to the reference's parameters, likelihood and standard errors, in few evaluations", () => {
    const { cells, wanted } = setUp();
    const data = toPurchaseData(cells, sets[name].perWeek);
    const fit = fitPareto(data, fitNbd(data).params);
    expectFit(fit, wanted.models.pnbd);
    expect(fit).toMatchObject({ converged: true, prior: false, customers: wanted.n_customers });
    expect(fit.evaluations).toBeLessThanOrEqual(8);
  });

  it("fits Gamma-Gamma to the reference's parameters, likelihood and standard errors", () => {
    const { spend, wanted } = setUp();
    const fit = fitSpend(spend.toSpendData(100));
    expectFit(fit, wanted.models.gg);
    expect(fit).toMatchObject({ converged: true, prior: false, customers: wanted.models.gg.n_used });
  });
});

it.skipIf(!hasReference)(
  "Gamma-Gamma with first purchase days is that of CLVTools with remove.first.transaction=FALSE",
  () => {
    const spend = new SpendSample();
    for (const { repeats, netMinor } of summariseCdnow("sample", "1997-09-30").values())
      spend.add(repeats + 1, netMinor);
    const { params } = fitSpend(spend.toSpendData(100));
    expect([params.p, params.q, params.gamma].map((value) => value.toFixed(2))).toEqual(["9.88", "3.40", "7.93"]);
  },
);

type AnyFit = { params: Record<string, number>; logLikelihood: number; evaluations: number };
const expectSameMaximum = (got: AnyFit, wanted: AnyFit): void => {
  for (const [key, value] of Object.entries(wanted.params)) {
    expectClose(got.params[key] ?? Number.NaN, value, 1e-9, 0, key);
  }
  expectClose(got.logLikelihood, wanted.logLikelihood, 1e-12);
};
const expectSooner = (warm: AnyFit, cold: AnyFit): void => {
  expectSameMaximum(warm, cold);
  expect(warm.evaluations).toBeLessThan(cold.evaluations);
  expect(warm.evaluations).toBeLessThanOrEqual(3);
};

describe.skipIf(!hasReference).each(["sample", "master"] as const)("CDNOW %s, a day later", (file) => {
  const nightOf = (asOf: string) => {
    const cells = new CellCounter();
    const spend = new SpendSample();
    for (const { repeats, recencyDays, ageDays, repeatNetMinor } of summariseCdnow(file, asOf).values()) {
      cells.add(repeats, recencyDays, ageDays);
      spend.add(repeats, repeatNetMinor);
    }
    return { data: toPurchaseData(cells.toCells()), spend: spend.toSpendData(100) };
  };

  it("every fit from yesterday's parameters ends at the same maximum as one from nothing, in fewer evaluations", () => {
    const yesterday = nightOf("1998-06-29");
    const today = nightOf("1998-06-30");
    const before = fitNbd(yesterday.data);
    const nbd = fitNbd(today.data);
    expectSooner(fitNbd(today.data, before.params), nbd);
    for (const model of [bgnbd, mbgnbd]) {
      const start = fitBetaGeometric(model, yesterday.data, before.params).params;
      const warm = fitBetaGeometric(model, today.data, nbd.params, start);
      expectSooner(warm, fitBetaGeometric(model, today.data, nbd.params));
    }
    const pareto = fitPareto(yesterday.data, before.params).params;
    expectSooner(fitPareto(today.data, nbd.params, pareto), fitPareto(today.data, nbd.params));
    const spend = fitSpend(yesterday.spend).params;
    expectSooner(fitSpend(today.spend, spend), fitSpend(today.spend));
  });

  it("even a start from another shop's parameters ends at the same maximum", () => {
    const { data, spend } = nightOf("1997-09-30");
    const nbd = fitNbd(data);
    const far = { r: 9, alpha: 400, a: 6, b: 0.2, s: 8, beta: 0.5 };
    const pairs: readonly (readonly [AnyFit, AnyFit])[] = [
      [fitNbd(data, far), nbd],
      [fitBetaGeometric(mbgnbd, data, nbd.params, far), fitBetaGeometric(mbgnbd, data, nbd.params)],
      [fitBetaGeometric(bgnbd, data, nbd.params, far), fitBetaGeometric(bgnbd, data, nbd.params)],
      [fitPareto(data, nbd.params, far), fitPareto(data, nbd.params)],
      [fitSpend(spend, { p: 90, q: 1.2, gamma: 0.01 }), fitSpend(spend)],
    ];
    for (const [odd, plain] of pairs) {
      expectSameMaximum(odd, plain);
      expect(odd).toMatchObject({ converged: true, prior: false });
    }
  });
});
