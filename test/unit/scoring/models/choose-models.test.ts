import { describe, expect, it } from "vitest";
import {
  choosePurchaseModel,
  chooseSpendModel,
  fitPurchaseModels,
  isUsable,
  whatLacks,
} from "../../../../shared/scoring/models/choose-models.ts";
import { type PurchaseData, toPurchaseData } from "../../../../shared/scoring/models/purchase-data.ts";
import { SpendSample } from "../../../../shared/scoring/models/spend-sample.ts";
import { usualMeansOf, withUsualSpend } from "../../../../shared/scoring/models/usual-spend.ts";
import { CellCounter } from "../../../../shared/scoring/summaries/cells.ts";
import { fitOfParams, paretoFitOfParams } from "../../../support/fit-of-params.ts";
import { lowPurchaseShop, simulatePurchases } from "../../../support/simulate-customers.ts";

type History = { repeats: number; recencyDays: number; ageDays: number };
const TONIGHT = "2026-11-20";
const BEFORE = "2026-11-19";

const dataOf = (customers: readonly History[], daysPerUnit = 7): PurchaseData => {
  const cells = new CellCounter();
  for (const { repeats, recencyDays, ageDays } of customers) cells.add(repeats, recencyDays, ageDays);
  return toPurchaseData(cells.toCells(), daysPerUnit);
};
const many = (n: number, history: History) => Array.from({ length: n }, () => history);
const shop = simulatePurchases(lowPurchaseShop, 300, 8);
/** Time without a length: no fit can make anything of it. */
const unfit = dataOf(shop, Number.NaN);
const loyal = Array.from({ length: 60 }, (_, i) => ({
  repeats: 5 + (i % 4),
  recencyDays: 690 - (i % 12),
  ageDays: 700,
}));
const codes = (said: readonly { code: string }[]) => said.map(({ code }) => code);
const texts = (said: readonly { text: string }[]) => said.map(({ text }) => text).join("\n");

const fits = {
  mbgnbd: { ...fitOfParams({ r: 0.525, alpha: 6.183, a: 0.891, b: 1.614 }), asOf: BEFORE },
  bgnbd: { ...fitOfParams({ r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 }), asOf: BEFORE },
  pnbd: { ...paretoFitOfParams({ r: 0.553, alpha: 10.578, s: 0.606, beta: 11.669 }), asOf: BEFORE },
};
const yesterdayWith = (chosen: "mbgnbd" | "bgnbd" | "pnbd" | "none") => ({
  chosen,
  models: { ...fits, nbd: null, gammaGamma: null },
});

describe("what a shop lacks for a fit", () => {
  const lacks = (customers: readonly History[]) => codes(whatLacks(dataOf(customers)));
  const again = { repeats: 1, recencyDays: 5, ageDays: 28 };
  const once = { repeats: 0, recencyDays: 0, ageDays: 28 };

  it("is customers, then repeat buyers, then enough of them: nothing with 20", () => {
    expect(lacks([])).toEqual(["no-customers"]);
    expect(lacks(many(50, once))).toEqual(["no-repeat-buyers"]);
    expect(lacks([...many(50, once), ...many(19, again)])).toEqual(["too-few-repeat-buyers"]);
    expect(lacks([...many(50, once), ...many(20, again)])).toEqual([]);
  });

  it("is days of history, where the first purchase of all lies less than 28 days back", () => {
    const young = { ...again, ageDays: 27 };
    expect(lacks(many(20, young))).toEqual(["too-short-history"]);
    expect(texts(whatLacks(dataOf(many(20, young))))).toContain("27 days ago");
    expect(lacks([...many(20, young), again])).toEqual([]);
  });
});

describe("a fit of purchases", () => {
  const nbd = { ...fitOfParams({ r: 1, alpha: 1, a: 1, b: 1 }), standardErrors: { r: null, alpha: null } };
  const against = (fit: { logLikelihood: number; converged?: boolean; prior?: boolean }) =>
    isUsable({ ...fits.mbgnbd, ...fit }, { ...nbd, logLikelihood: -1e9 });

  it("is usable if it converged to no less than the likelihood without dropout, but for rounding: a part in 1e9", () => {
    expect(against({ logLikelihood: -1e9 })).toBe(true);
    expect(against({ logLikelihood: -1e9 - 1 })).toBe(true);
    expect(against({ logLikelihood: -1e9 - 1.5 })).toBe(false);
    expect(against({ logLikelihood: -1, converged: false })).toBe(false);
  });

  it("may have less where a prior drew it away from the maximum, if it converged", () => {
    expect(against({ logLikelihood: -2e9, prior: true })).toBe(true);
    expect(against({ logLikelihood: -2e9, prior: true, converged: false })).toBe(false);
  });
});

describe("the purchase model of a night", () => {
  it("is MBG/NBD, with the others beside it, all of tonight, and nothing to say", () => {
    const { models, chosen, statements } = choosePurchaseModel(dataOf(shop), TONIGHT, yesterdayWith("pnbd"));
    expect(chosen).toBe("mbgnbd");
    expect(statements).toEqual([]);
    const facts = { asOf: TONIGHT, converged: true, prior: false, customers: 300 };
    expect(models).toMatchObject({ mbgnbd: facts, pnbd: facts, bgnbd: facts, nbd: facts });
  });

  it("says where a prior steadied MBG/NBD and Pareto/NBD, and that no dropout is detectable: a gain of none, not of less", () => {
    const { chosen, statements } = choosePurchaseModel(dataOf(loyal), TONIGHT, undefined);
    expect(chosen).toBe("mbgnbd");
    expect(codes(statements)).toEqual(["fit-steadied-by-prior", "no-dropout-detectable"]);
    expect(texts(statements)).toContain("leaves a parameter of MBG/NBD and one of Pareto/NBD open");
    expect(texts(statements)).toContain("gains 0.0 in");
  });

  it("has no word about a prior that steadied BG/NBD, which is seldom in force", () => {
    const early = simulatePurchases({ ...lowPurchaseShop, early: 1 }, 200, 9);
    const { models, statements } = choosePurchaseModel(dataOf(early), TONIGHT, undefined);
    expect(models).toMatchObject({ bgnbd: { prior: true }, mbgnbd: { prior: false }, pnbd: { prior: false } });
    expect(statements).toEqual([]);
  });

  it("is that of yesterday where tonight's data are too few, and its statement names the day", () => {
    const few = dataOf(shop.slice(0, 15));
    for (const name of ["mbgnbd", "bgnbd", "pnbd"] as const) {
      const { models, chosen, statements } = choosePurchaseModel(few, TONIGHT, yesterdayWith(name));
      expect(chosen).toBe(name);
      expect(models).toEqual({ bgnbd: null, mbgnbd: null, pnbd: null, nbd: null, [name]: fits[name] });
      expect(codes(statements).at(-1)).toBe("yesterdays-parameters");
      expect(codes(statements)).toHaveLength(2);
      expect(texts(statements)).toContain("those of November 19, 2026");
    }
  });

  it("is none where yesterday had none either, or had lost the one it had chosen", () => {
    const few = dataOf(shop.slice(0, 15));
    const lost = { ...yesterdayWith("mbgnbd"), models: { ...yesterdayWith("mbgnbd").models, mbgnbd: null } };
    for (const yesterday of [undefined, yesterdayWith("none"), lost]) {
      const { models, chosen, statements } = choosePurchaseModel(few, TONIGHT, yesterday);
      expect(chosen).toBe("none");
      expect(Object.values(models)).toEqual([null, null, null, null]);
      expect(codes(statements)).toEqual(["too-few-repeat-buyers"]);
    }
  });

  it("where no fit found a maximum, all three say so, and yesterday's or none is used", () => {
    const failed = ["fit-not-converged", "fit-not-converged", "fit-not-converged"];
    const alone = choosePurchaseModel(unfit, TONIGHT, undefined);
    expect(alone).toMatchObject({ chosen: "none", models: { mbgnbd: null, bgnbd: null, pnbd: null } });
    expect(codes(alone.statements)).toEqual(failed);
    for (const name of ["MBG/NBD", "Pareto/NBD", "fit of BG/NBD"]) expect(texts(alone.statements)).toContain(name);
    const helped = choosePurchaseModel(unfit, TONIGHT, yesterdayWith("bgnbd"));
    expect(helped).toMatchObject({ chosen: "bgnbd", models: { mbgnbd: null, bgnbd: fits.bgnbd, pnbd: null } });
    expect(codes(helped.statements)).toEqual([...failed, "yesterdays-parameters"]);
  });

  it("is Pareto/NBD of tonight, else BG/NBD, where MBG/NBD found no maximum and there was no yesterday", () => {
    // Spans of billions of weeks, and as many customers as no shop has: each defeats other fits.
    const regular = Array.from({ length: 30 }, (_, i) => ({
      repeats: i % 4,
      recencyDays: (i % 4) * 10,
      ageDays: 60 + i,
    }));
    const long = dataOf(regular, 1e-9);
    const pareto = choosePurchaseModel(long, TONIGHT, undefined);
    expect(pareto).toMatchObject({ chosen: "pnbd", models: { mbgnbd: null, pnbd: { asOf: TONIGHT }, bgnbd: null } });
    const cells = new CellCounter();
    for (const { repeats, recencyDays, ageDays } of regular) cells.add(repeats, recencyDays, ageDays, 1e6);
    const last = choosePurchaseModel(toPurchaseData(cells.toCells()), TONIGHT, undefined);
    expect(last).toMatchObject({ chosen: "bgnbd", models: { mbgnbd: null, pnbd: null, bgnbd: { asOf: TONIGHT } } });
    const helped = choosePurchaseModel(long, TONIGHT, yesterdayWith("mbgnbd"));
    expect(helped).toMatchObject({ chosen: "mbgnbd", models: { mbgnbd: fits.mbgnbd, pnbd: { asOf: TONIGHT } } });
  });
});

it("every purchase model is fitted from where it ended the night before, sooner than from nothing", () => {
  const data = dataOf(shop);
  const cold = fitPurchaseModels(data, undefined);
  const nothing = fitPurchaseModels(data, { mbgnbd: null, bgnbd: null, nbd: null, pnbd: null });
  expect(nothing).toEqual(cold);
  const at = { asOf: BEFORE };
  const warm = fitPurchaseModels(data, {
    mbgnbd: { ...cold.mbgnbd, ...at },
    bgnbd: { ...cold.bgnbd, ...at },
    nbd: { ...cold.nbd, ...at },
    pnbd: { ...cold.pnbd, ...at },
  });
  for (const name of ["mbgnbd", "bgnbd", "nbd", "pnbd"] as const) {
    expect(warm[name].evaluations, name).toBeLessThan(cold[name].evaluations);
  }
});

describe("the spend model of a night", () => {
  const spendOf = (customers: number, minorPerMajor = 100) => {
    const sample = new SpendSample();
    for (const [i, { repeats, repeatNetMinor }] of shop.filter(({ repeats }) => repeats > 0).entries()) {
      if (i < customers) sample.add(repeats, repeatNetMinor);
    }
    return withUsualSpend(sample.toSpendData(minorPerMajor), Number.POSITIVE_INFINITY);
  };
  const even = (customers: number) => {
    const sample = new SpendSample();
    for (let i = 0; i < customers; i++) sample.add(1, 1000);
    return withUsualSpend(sample.toSpendData(100), Number.POSITIVE_INFINITY);
  };
  const before = {
    params: { p: 6.25, q: 3.74, gamma: 15.44 },
    standardErrors: { p: null, q: null, gamma: null },
    ...{ asOf: BEFORE, logCovariance: null, logLikelihood: -1, evaluations: 1, customers: 1 },
    ...{ converged: true, prior: false },
  };
  const yesterday = { chosen: "none" as const, models: { ...yesterdayWith("none").models, gammaGamma: before } };

  it("is Gamma-Gamma of tonight from 20 customers with repeat spend on, yesterday's or not", () => {
    for (const known of [undefined, yesterdayWith("none"), yesterday]) {
      const { gammaGamma, statements } = chooseSpendModel(spendOf(100), TONIGHT, known);
      expect(gammaGamma).toMatchObject({ asOf: TONIGHT, customers: 100, converged: true, prior: false });
      expect(gammaGamma?.usual).toEqual(usualMeansOf(spendOf(100)));
      expect(statements).toEqual([]);
    }
    expect(chooseSpendModel(even(20), TONIGHT, undefined).gammaGamma?.asOf).toBe(TONIGHT);
    const cold = chooseSpendModel(spendOf(100), TONIGHT, undefined).gammaGamma;
    const warm = chooseSpendModel(spendOf(100), TONIGHT, {
      ...yesterday,
      models: { ...yesterday.models, gammaGamma: cold },
    });
    expect(warm.gammaGamma?.evaluations).toBeLessThan(cold?.evaluations ?? 0);
  });

  it("says where a prior steadied it", () => {
    const { gammaGamma, statements } = chooseSpendModel(even(40), TONIGHT, undefined);
    expect(gammaGamma?.prior).toBe(true);
    expect(codes(statements)).toEqual(["spend-steadied-by-prior"]);
  });

  it("is that of yesterday, else none, from 19 customers, and where the fit found nothing", () => {
    for (const [spend, why] of [
      [even(19), "too-few-spenders"],
      [spendOf(100, Number.NaN), "spend-not-converged"],
    ] as const) {
      const helped = chooseSpendModel(spend, TONIGHT, yesterday);
      expect(helped.gammaGamma).toBe(before);
      expect(codes(helped.statements)).toEqual([why, "yesterdays-parameters"]);
      expect(texts(helped.statements)).toContain("Gamma-Gamma");
      for (const known of [undefined, yesterdayWith("none")]) {
        expect(chooseSpendModel(spend, TONIGHT, known)).toMatchObject({
          gammaGamma: null,
          statements: [{ code: why }],
        });
      }
    }
  });
});
