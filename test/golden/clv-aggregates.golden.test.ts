import { describe, expect, it } from "vitest";
import type { ModelFile } from "../../shared/model/model-file.ts";
import { expectedSpendMajor } from "../../shared/scoring/models/gamma-gamma.ts";
import { modelInForce } from "../../shared/scoring/models/purchase-model.ts";
import type { PurchasesAhead } from "../../shared/scoring/models/purchases-ahead.ts";
import { makeScorer, scoreColumns } from "../../shared/scoring/scorer.ts";
import { toEpochDay } from "../../shared/scoring/summaries/epoch-day.ts";
import { Forecaster } from "../../shared/scoring/value/forecaster.ts";
import { areaUnderCurve } from "../support/area-under-curve.ts";
import { hasReference, readCdnow } from "../support/cdnow.ts";
import { expectClose } from "../support/close-to.ts";
import { readClvReference } from "../support/clv-reference.ts";
import { fitCdnow } from "../support/score-cdnow.ts";

const nights = {
  cdnow_sample_39w: { file: "sample", asOf: "1997-09-30" },
  cdnow_master_39w: { file: "master", asOf: "1997-09-30" },
  cdnow_master_78w: { file: "master", asOf: "1998-06-30" },
} as const;
type Name = "bgnbd" | "mbgnbd" | "pnbd";
const sum = (values: Iterable<number>): number => [...values].reduce((a, b) => a + b, 0);
const mean = (values: readonly number[]): number => sum(values) / values.length;

const correlation = (a: readonly number[], b: readonly number[]): number => {
  const [meanA, meanB] = [mean(a), mean(b)];
  const product = sum(a.map((value, i) => (value - meanA) * ((b[i] ?? 0) - meanB)));
  return product / Math.sqrt(sum(a.map((v) => (v - meanA) ** 2)) * sum(b.map((v) => (v - meanB) ** 2)));
};

/** Per-customer values of a whole file at the parameters of its own fit. */
const scoreAll = async (name: keyof typeof nights, which: Name) => {
  const night = await fitCdnow(nights[name].file, nights[name].asOf);
  const model = modelInForce({ ...night.model, chosen: which });
  if (model === undefined) throw new Error(`${which} was not fitted`);
  const series = new Map<number, PurchasesAhead>();
  const customers = night.summaries.map(({ repeats, recencyDays, ageDays }) => {
    const alive = model.pAlive(repeats, recencyDays / 7, ageDays / 7);
    const ahead = series.get(repeats) ?? model.ahead(repeats);
    series.set(repeats, ahead);
    return {
      repeats,
      alive,
      e39: alive * ahead.expected(ageDays / 7, 39),
      active39: alive * model.pActiveIfAlive(repeats, ageDays / 7, 39),
    };
  });
  return { ...night, customers };
};

describe.skipIf(!hasReference).each(["cdnow_sample_39w", "cdnow_master_39w", "cdnow_master_78w"] as const)(
  "%s at its maximum likelihood",
  (name) => {
    it.each(["bgnbd", "mbgnbd"] as const)("%s: mean P(alive), sum of expected purchases, sum of CLV", async (which) => {
      const { model, columns, customers } = await scoreAll(name, which);
      const wanted = readClvReference().aggregates_at_mle[name][which];
      const forecast = new Forecaster({ ...model, chosen: which, doubt: 0 }).forecast(columns);
      expectClose(sum(forecast.pAlive) / columns.length, wanted.mean_p_alive, 1e-8);
      expectClose(sum(customers.map(({ e39 }) => e39)), wanted.sum_E39, 1e-8);
      expectClose(sum(forecast.clvMinor) / 100, wanted.sum_clv12m, 1e-8);
    });

    it("expects of an average customer and of repeat buyers the spend of the reference", async () => {
      const { model, summaries } = await fitCdnow(nights[name].file, nights[name].asOf);
      const params = model.models.gammaGamma?.params;
      if (params === undefined) throw new Error("Gamma-Gamma was not fitted");
      const wanted = readClvReference().aggregates_at_mle[name];
      const spend = summaries.map((s) => expectedSpendMajor(params, s.repeats, s.repeatNetMinor / 100));
      expectClose(mean(spend), wanted.mean_gg_spend_all, 1e-8);
      expectClose(mean(spend.filter((_, i) => (summaries[i]?.repeats ?? 0) > 0)), wanted.mean_gg_spend_repeaters, 1e-8);
    });
  },
);

describe.skipIf(!hasReference)("Pareto/NBD in force", () => {
  it("CLVTools' sum, absolute and squared errors of expected purchases, within what its optimiser leaves open", async () => {
    const { customers } = await scoreAll("cdnow_sample_39w", "pnbd");
    const { sumCET, mae, rmse } = readClvReference().peers.clvtools.cdnow_pnbd;
    const actual = holdoutOf("sample");
    const errors = customers.map(({ e39 }, i) => e39 - (actual[i] ?? 0));
    expectClose(sum(customers.map(({ e39 }) => e39)), sumCET, 2e-4);
    expectClose(mean(errors.map(Math.abs)), mae, 2e-4);
    expectClose(Math.sqrt(mean(errors.map((e) => e * e))), rmse, 2e-4);
  });
});

/** What customers did in the 39 weeks after the cut-off. */
const holdoutOf = (file: "master" | "sample"): number[] => {
  const [from, to] = [toEpochDay("1997-09-30"), toEpochDay("1998-06-30")];
  return [...readCdnow(file).values()].map((days) => days.filter(({ day }) => day > from && day <= to).length);
};

describe.skipIf(!hasReference).each(["cdnow_sample_39w", "cdnow_master_39w"] as const)(
  "%s against the next 39 weeks",
  (name) => {
    it.each(["bgnbd", "mbgnbd", "pnbd"] as const)(
      "%s: errors of expected purchases, and how well P(active) ranks",
      async (which) => {
        const { customers } = await scoreAll(name, which);
        const actual = holdoutOf(nights[name].file);
        const wanted = readClvReference().evaluation[name];
        const errors = customers.map(({ e39 }, i) => e39 - (actual[i] ?? 0));
        expectClose(mean(errors.map(Math.abs)), wanted.expected_purchases[which].mae, 1e-7);
        expectClose(Math.sqrt(mean(errors.map((e) => e * e))), wanted.expected_purchases[which].rmse, 1e-7);
        expectClose(sum(customers.map(({ e39 }) => e39)), wanted.expected_purchases[which].sum_pred, 1e-7);
        const expectations = customers.map(({ e39 }) => e39);
        expectClose(correlation(expectations, actual), wanted.expected_purchases[which].corr, 1e-7);
        const bought = actual.map((n) => n > 0);
        const brier = mean(customers.map(({ active39 }, i) => (active39 - (bought[i] ? 1 : 0)) ** 2));
        expectClose(brier, wanted.brier[`p_active_${which}`], 1e-7);
        const auc = (score: (c: (typeof customers)[number]) => number) => areaUnderCurve(customers.map(score), bought);
        expectClose(
          auc(({ active39 }) => active39),
          wanted.auc_all[`p_active_${which}`],
          1e-6,
        );
        expectClose(
          auc(({ alive }) => alive),
          wanted.auc_all[`p_alive_${which}`],
          1e-6,
        );
      },
    );

    it("puts as many customers into each tier as the reference, and as many of them come back", async () => {
      const { model, columns } = await fitCdnow(nights[name].file, nights[name].asOf);
      // The reference knows no floors.
      const tiers: ModelFile["tiers"] = {
        rule: "rhythm",
        cuts: [1.5, 3, 6],
        hysteresis: model.tiers.hysteresis,
        proof: null,
        before: null,
      };
      const scores = scoreColumns(makeScorer({ ...model, tiers }), columns, []);
      const bought = holdoutOf(nights[name].file).map((n) => n > 0);
      for (const [tier, size, share] of readClvReference().evaluation[name].tiers_shrunk_ratio_all) {
        const members = scores.tier.flatMap((t, i) =>
          (t === "new" ? "awake" : t).replace("-", "_") === tier ? [i] : [],
        );
        expect([tier, members.length]).toEqual([tier, size]);
        expectClose(mean(members.map((i) => (bought[i] ? 1 : 0))), share, 1e-9);
      }
    });

    it("correlates BG/NBD with Pareto/NBD as the reference does", async () => {
      const expectations = async (which: Name) => (await scoreAll(name, which)).customers.map(({ e39 }) => e39);
      const between = correlation(await expectations("bgnbd"), await expectations("pnbd"));
      expectClose(between, readClvReference().evaluation[name].corr_models.bg_pnbd, 1e-7);
    });

    it("expects by number of earlier purchases what the reference expects", async () => {
      const bg = await scoreAll(name, "bgnbd");
      const mbg = await scoreAll(name, "mbgnbd");
      const pareto = await scoreAll(name, "pnbd");
      for (const [x = 0, size = 0, , bgMean = 0, mbgMean = 0, paretoMean = 0] of readClvReference().evaluation[name]
        .conditional_expectation_by_x) {
        const inBin = (repeats: number) => (x === 7 ? repeats >= 7 : repeats === x);
        const expected = (all: typeof bg) => all.customers.filter((c) => inBin(c.repeats)).map((c) => c.e39);
        expect(expected(bg)).toHaveLength(size);
        expectClose(mean(expected(bg)), bgMean, 1e-8);
        expectClose(mean(expected(mbg)), mbgMean, 1e-8);
        expectClose(mean(expected(pareto)), paretoMean, 1e-7);
      }
    });
  },
);
