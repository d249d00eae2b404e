import { beforeAll, describe, expect, test } from "vitest";
import { modelFileSchema } from "../../../shared/model/model-file.ts";
import { nightRunSchema, workKeys } from "../../../shared/model/night.ts";
import { type PromiseFile, promiseFileSchema, promiseKey } from "../../../shared/model/promise-file.ts";
import type { Promises, SettledPromise } from "../../../shared/model/promises.ts";
import { PLAIN_CHANCE } from "../../../shared/scoring/repeat-score/repeat-rule.ts";
import { addDays, toEpochDay } from "../../../shared/scoring/summaries/epoch-day.ts";
import { decodePurchaseDays } from "../../../shared/scoring/summaries/purchase-days.ts";
import { smallShop } from "../../support/night-shop.ts";
import {
  holdNight,
  type NightWorld,
  type NightWorldOptions,
  nightWorld,
  receivedFiles,
} from "../../support/night-world.ts";

const until = "2026-11-20";
const promisedOn = addDays(until, -90);
const shop = smallShop(1_200, until);

const heldOn = (world: NightWorld, asOf: string, hour = "03") =>
  holdNight(world, { asOf, at: `${addDays(asOf, 1)}T${hour}:30:00.000Z`, simulated: true });

const promisesOf = (world: NightWorld, asOf = until): Promises => {
  const { promises } = modelFileSchema.parse(JSON.parse(receivedFiles(world, asOf).get("model.json") ?? ""));
  if (promises === undefined) throw new Error("the night has no book of promises");
  return promises;
};
const settledOf = (world: NightWorld, asOf = until): SettledPromise => {
  const { settled } = promisesOf(world, asOf);
  if (settled.outcome !== "settled") throw new Error(`nothing is settled: ${settled.why}`);
  return settled;
};
const tonightOf = (world: NightWorld, asOf: string) => {
  const { tonight } = promisesOf(world, asOf);
  if (tonight === null) throw new Error("the night promised nothing");
  return tonight;
};

/** How many of a world's customers had bought up to the cut, and what they did after it, counted from their days themselves. */
const countBy = (world: NightWorld, cut: string, upTo: string) => {
  const counted = { customers: 0, buyers: 0, purchases: 0 };
  for (const { days } of world.customers.values()) {
    const bought = decodePurchaseDays(days ?? new Uint8Array()).map(({ day }) => day);
    if (!bought.some((day) => day <= toEpochDay(cut))) continue;
    const after = bought.filter((day) => day > toEpochDay(cut) && day <= toEpochDay(upTo)).length;
    counted.customers += 1;
    counted.purchases += after;
    if (after > 0) counted.buyers += 1;
  }
  return counted;
};

const rowsOf = (world: NightWorld, asOf: string): Record<string, string>[] => {
  const [header = "", ...lines] = (receivedFiles(world, asOf).get("customers.csv") ?? "")
    .slice(1)
    .split("\r\n")
    .slice(0, -1);
  const names = header.split(",");
  return lines.map((line) => Object.fromEntries(line.split(",").map((cell, at) => [names[at] ?? "", cell])));
};

/** A world that goes on from the night that promised. */
const goingOn = (options: Partial<NightWorldOptions> = {}): NightWorld =>
  nightWorld({ customers: shop, after: first, ...options });

const keptBy = (world: NightWorld, asOf: string): PromiseFile =>
  promiseFileSchema.parse(JSON.parse(Buffer.from(world.data.objects.get(promiseKey(asOf)) ?? []).toString()));
const keep = (world: NightWorld, promise: PromiseFile) =>
  world.data.write(promiseKey(promise.asOf), JSON.stringify(promise));

let first: NightWorld;
let world: NightWorld;
beforeAll(async () => {
  first = nightWorld({ customers: shop });
  await heldOn(first, promisedOn);
  world = goingOn();
  await heldOn(world, until);
});

describe("what a night promises", () => {
  test("is the sum of the repeat scores and expected purchases of its files", () => {
    const rows = rowsOf(first, promisedOn);
    const sumOf = (column: string) => rows.reduce((sum, row) => sum + Number(row[column]), 0);
    const { customers, buyers, purchases } = tonightOf(first, promisedOn);
    expect(customers).toBe(rows.length);
    // Where the score goes by seasons, chances are summed over bins of customers alike.
    expect(Math.abs(buyers / sumOf("repeat_score") - 1)).toBeLessThan(0.005);
    // Files have three digits.
    expect(Math.abs(purchases - sumOf("expected_purchases_90d"))).toBeLessThan(rows.length * 0.0005);
  });

  test("has the range that the repeat score gives", () => {
    const { buyers, buyersRange, customers } = tonightOf(first, promisedOn);
    const promise = keptBy(first, promisedOn).repeatScore?.promise;
    expect(promise?.low).toBeLessThan(promise?.share ?? 0);
    expect((buyersRange?.low ?? 0) / buyers).toBeCloseTo((promise?.low ?? 0) / (promise?.share ?? 1), 10);
    expect((buyersRange?.high ?? 0) / buyers).toBeCloseTo((promise?.high ?? 0) / (promise?.share ?? 1), 10);
    expect(Math.abs(buyers / customers / (promise?.share ?? 1) - 1)).toBeLessThan(0.005);
  });

  test("is kept beside the rules it was made by, where nights find it after marketing's files are gone", async () => {
    const { promise, repeatScore, runId } = keptBy(first, promisedOn);
    expect(promise).toEqual(tonightOf(first, promisedOn));
    expect(repeatScore?.inForce).toBe(promise?.rule.repeatScore);
    expect(runId).toBe(`${promisedOn}-1`);
    const pruned = goingOn();
    await pruned.marketing.remove([...pruned.marketing.objects.keys()]);
    await pruned.data.remove([...pruned.data.objects.keys()].filter((key) => key.startsWith("work/")));
    await heldOn(pruned, until);
    expect(settledOf(pruned)).toEqual(settledOf(world));
    expect(promisesOf(pruned).since).toBe(promisedOn);
  });

  test("is nothing where there is no purchase model", async () => {
    const few = nightWorld({ customers: shop.slice(0, 5) });
    await heldOn(few, promisedOn);
    expect(promisesOf(few, promisedOn).tonight).toBeNull();
    await heldOn(few, until);
    expect(promisesOf(few).settled).toEqual({ outcome: "none", why: "no-score" });
    expect(receivedFiles(few, until).get("report.html")).toContain("it promised nothing");
  });
});

describe("a promise of 90 days ago", () => {
  test("is settled with what its customers did, counted from their own days", () => {
    const { customers, buyers, purchases, cut, tiers } = settledOf(world);
    expect(cut).toBe(promisedOn);
    const counted = countBy(world, promisedOn, until);
    expect(counted.buyers).toBeGreaterThan(100);
    expect({ customers, buyers: buyers.came, purchases: purchases.came }).toEqual(counted);
    expect(tiers.reduce((sum, { came }) => sum + came, 0)).toBe(counted.buyers);
  });

  test("is what that night said, where nobody's history has changed", () => {
    const said = tonightOf(first, promisedOn);
    const { customersThen, customers, buyers, purchases, promised } = settledOf(world);
    expect([customersThen, customers]).toEqual([said.customers, said.customers]);
    expect(buyers.told).toBe(said.buyers);
    const chances = rowsOf(first, promisedOn).reduce((sum, row) => sum + Number(row.repeat_score), 0);
    expect(Math.abs(buyers.promised - chances)).toBeLessThan(customers * 0.00005);
    expect(purchases.promised).toBeCloseTo(said.purchases, 8);
    expect(promised).toEqual(said.measures);
    expect((buyers.range?.high ?? 0) / buyers.promised).toBeCloseTo((said.buyersRange?.high ?? 0) / said.buyers, 10);
  });

  test("has the tiers that stood in that night's files, each with its chances", () => {
    const rows = rowsOf(first, promisedOn);
    for (const { tier, customers, buyers } of settledOf(world).tiers) {
      const inTier = rows.filter((row) => row.tier === tier);
      expect([tier, customers]).toEqual([tier, inTier.length]);
      const chances = inTier.reduce((sum, row) => sum + Number(row.repeat_score), 0);
      // Files have three decimals: each chance is off by half a thousandth at most.
      expect(Math.abs(buyers - chances)).toBeLessThan(customers * 0.0005 + 1e-9);
    }
  });

  test("is measured by the scores that stood in that night's files, whatever is in force now", () => {
    const scores = new Map(rowsOf(first, promisedOn).map((row) => [row.customer_id ?? "", Number(row.repeat_score)]));
    const outcomes = [...world.customers.values()].flatMap(({ customerId, days }) => {
      const score = scores.get(customerId);
      const after = decodePurchaseDays(days ?? new Uint8Array()).some(({ day }) => day > toEpochDay(promisedOn));
      return score === undefined ? [] : [{ score, bought: after ? 1 : 0 }];
    });
    const brier = outcomes.reduce((sum, { score, bought }) => sum + (score - bought) ** 2, 0) / outcomes.length;
    expect(Math.abs((settledOf(world).came.brier ?? 1) - brier)).toBeLessThan(0.0001);
    const ranked = outcomes.filter(({ bought }) => bought === 1).map(({ score }) => score);
    const others = outcomes.filter(({ bought }) => bought === 0).map(({ score }) => score);
    const won = ranked.flatMap((buyer) => others.map((other) => (buyer > other ? 1 : buyer === other ? 0.5 : 0)));
    const auc = won.reduce<number>((sum, one) => sum + one, 0) / won.length;
    expect(Math.abs((settledOf(world).came.auc ?? 0) - auc)).toBeLessThan(0.001);
  });

  test("that was wrong is seen to be wrong, in numbers, in the report and before all other numbers", async () => {
    const wrong = goingOn();
    const kept = keptBy(wrong, promisedOn);
    if (kept.repeatScore === null || kept.promise === null) throw new Error("nothing was promised");
    const rule = { intercept: 2, coefficients: PLAIN_CHANCE.coefficients };
    const buyersRange = { low: kept.promise.buyers * 0.9, high: kept.promise.buyers * 1.1 };
    await keep(wrong, {
      ...kept,
      repeatScore: { ...kept.repeatScore, inForce: "calibrated-chance", rule },
      promise: { ...kept.promise, buyersRange },
    });
    await heldOn(wrong, until);
    const [told, right] = [settledOf(wrong), settledOf(world)];
    expect(told.buyers.came).toBe(right.buyers.came);
    expect(told.buyers.promised).toBeGreaterThan(1.5 * right.buyers.promised);
    expect(told.buyers.range?.low).toBeGreaterThan(told.buyers.came);
    expect(told.came.auc).toBeCloseTo(right.came.auc ?? 0, 8);
    expect(told.came.calibrationError).toBeGreaterThan(3 * (right.came.calibrationError ?? 1));
    expect(told.came.brier).toBeGreaterThan((right.came.brier ?? 1) + 0.02);
    const report = receivedFiles(wrong, until).get("report.html") ?? "";
    expect(report).toContain("That is fewer than we promised, beyond the range.");
    const before = report.indexOf("Take tonight&#39;s chances and totals for high");
    expect(before).toBeGreaterThan(0);
    expect(before).toBeLessThan(report.indexOf('id="today"'));
    expect(receivedFiles(world, until).get("report.html")).not.toContain("chances and totals for high");
  });

  test("is asked of those who are known now, and told apart from what was said of those who were counted then", async () => {
    const fewer = goingOn({ customers: shop.filter((_, index) => index % 4 !== 0) });
    await heldOn(fewer, until);
    const { customersThen, customers, buyers } = settledOf(fewer);
    expect(customersThen).toBe(settledOf(world).customers);
    expect({ customers, buyers: buyers.came }).toEqual({
      customers: countBy(fewer, promisedOn, until).customers,
      buyers: countBy(fewer, promisedOn, until).buyers,
    });
    expect(buyers.told).toBe(settledOf(world).buyers.told);
    expect(buyers.promised).toBeLessThan(0.85 * buyers.told);
    expect(receivedFiles(fewer, until).get("report.html")).toContain("have changed who is known to have been there");
  });

  test("comes to the same bytes in one shard and in three, and when the night is done again", async () => {
    const three = goingOn({ counted: 50_000 });
    await heldOn(three, until);
    expect(nightRunSchema.parse(JSON.parse(textOf(three, workKeys.run(`${until}-1`)))).shards).toBe(3);
    for (const file of ["model.json", "promises.csv"])
      expect(receivedFiles(three, until).get(file)).toBe(receivedFiles(world, until).get(file));
    const [model, kept] = [receivedFiles(three, until).get("model.json"), textOf(three, promiseKey(until))];
    await heldOn(three, until, "04");
    expect(receivedFiles(three, until).get("model.json")).toBe(model);
    expect(textOf(three, promiseKey(until))).toBe(kept.replace(`${until}-1`, `${until}-2`));
  });
});

describe("a night that was missed", () => {
  test("is stood in for by the one before it, by its own rule over the 90 days that are judged", async () => {
    const after = addDays(until, 2);
    const later = goingOn();
    await heldOn(later, after);
    const { promisedOn: by, cut, until: end, customers, buyers } = settledOf(later, after);
    expect([by, cut, end]).toEqual([promisedOn, addDays(promisedOn, 2), after]);
    const counted = countBy(later, addDays(promisedOn, 2), after);
    expect({ customers, buyers: buyers.came }).toEqual({ customers: counted.customers, buyers: counted.buyers });
    expect(receivedFiles(later, after).get("report.html")).toContain("There was no night of August 24, 2026");
  });

  test("is not stood in for by one that is more than a week older", async () => {
    const after = addDays(until, 8);
    const later = goingOn();
    await heldOn(later, after);
    expect(promisesOf(later, after).settled).toEqual({ outcome: "none", why: "no-night" });
    expect(receivedFiles(later, after).get("report.html")).toContain("No night was finished 90 to 97 days ago");
  });
});

describe("a night with nothing to settle", () => {
  test("says since when there is a book, and when its first promise is settled", () => {
    expect(promisesOf(first, promisedOn)).toMatchObject({ since: promisedOn, book: [] });
    const report = receivedFiles(first, promisedOn).get("report.html");
    expect(report).toContain("it began with the night of August 22, 2026");
    expect(report).toContain("is settled by the night of November 20, 2026");
    expect(receivedFiles(first, promisedOn).get("promises.csv")?.split("\r\n")).toHaveLength(2);
  });

  test("does without what another version of the program wrote", async () => {
    const strange = goingOn();
    await strange.data.write(promiseKey(promisedOn), JSON.stringify({ asOf: promisedOn, chosen: "future" }));
    await heldOn(strange, until);
    expect(promisesOf(strange).settled).toEqual({ outcome: "none", why: "unreadable" });
    expect(receivedFiles(strange, until).get("report.html")).toContain("another version of Rouse");
  });

  test("says so where nobody of then is known any more", async () => {
    const fresh = shop.filter(({ days }) =>
      decodePurchaseDays(days ?? new Uint8Array()).every(({ day }) => day > toEpochDay(promisedOn)),
    );
    const gone = goingOn({ customers: fresh });
    await heldOn(gone, until);
    expect(fresh.length).toBeGreaterThan(10);
    expect(promisesOf(gone).settled).toEqual({ outcome: "none", why: "nobody-known" });
  });
});

describe("the book", () => {
  test("goes on from night to night, and stands in the report and in promises.csv", async () => {
    const nights = [promisedOn, addDays(promisedOn, 1), until, addDays(until, 1)];
    const four = nightWorld({ customers: shop });
    for (const asOf of nights) await heldOn(four, asOf);
    const { book, since } = promisesOf(four, addDays(until, 1));
    expect(since).toBe(promisedOn);
    expect(book.map((entry) => entry.promisedOn)).toEqual([promisedOn, addDays(promisedOn, 1)]);
    expect(book[0]).toEqual(promisesOf(four, until).book[0]);
    const csv = (receivedFiles(four, addDays(until, 1)).get("promises.csv") ?? "").split("\r\n");
    expect(csv).toHaveLength(4);
    expect(csv[1]?.split(",").slice(0, 3)).toEqual([promisedOn, promisedOn, until]);
    expect(receivedFiles(four, addDays(until, 1)).get("report.html")).toContain("The book has 2 promises");
  });
});

const textOf = (of: NightWorld, key: string): string => Buffer.from(of.data.objects.get(key) ?? []).toString();
