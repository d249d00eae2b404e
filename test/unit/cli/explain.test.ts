import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";
import * as z from "zod";
import { describeExplanation, type Explanation } from "../../../cli/explain/describe-explanation.ts";
import { type ExplainDeps, explainCustomer } from "../../../cli/explain/explain-customer.ts";
import { describeNames } from "../../../cli/explain/known-now.ts";
import { nobody } from "../../../cli/terminal/nobody.ts";
import { reachabilityRules } from "../../../shared/mail/reachability.ts";
import type { Customer } from "../../../shared/model/customer.ts";
import { eventKindSchema } from "../../../shared/model/customer-event.ts";
import { toEpochDay } from "../../../shared/scoring/summaries/epoch-day.ts";
import { decodePurchaseDays, encodePurchaseDays } from "../../../shared/scoring/summaries/purchase-days.ts";
import { smallShop } from "../../support/night-shop.ts";
import { customerWith, holdNight, type NightWorld, nightWorld, receivedFiles } from "../../support/night-world.ts";
import { settings } from "../../support/recording-deps.ts";

const nights = ["2026-11-13", "2026-11-20"] as const;
const versions = { "2026-11-13": "1.0.0-test", "2026-11-20": "2.0.0-test" } as const;
const running = "3.0.0-test";
type NightDay = (typeof nights)[number];

/** Bought early, but the shop heard of it after the first night; bought on the second night's day. */
const LATE = "c0007";
const AWAY = "c0000";

const withDays = (customer: Customer, more: readonly string[]): Customer => {
  const days = new Map(decodePurchaseDays(customer.days).map((one) => [one.day, one]));
  for (const day of more.map(toEpochDay)) days.set(day, { day, orders: 1, netMinor: 4321 });
  const sorted = [...days.values()].sort((a, b) => a.day - b.day);
  return { ...customer, days: new Uint8Array(encodePurchaseDays(sorted)) };
};

/** Of every second customer it is known when, what and at which price they buy, and that they did something of each kind. */
const withHabits = (customer: Customer, at: number): Customer => {
  if (at % 2 === 1) return customer;
  const habit = { hour: at % 24, discountedOrders: at % 6 === 0 ? 1 : 0, category: at % 2 };
  const days = decodePurchaseDays(customer.days).map((day) => ({ ...day, habit }));
  const done = { first: "2026-10-02", days: [[`2026-11-0${1 + (at % 9)}`, 2]] satisfies [string, number][] };
  const events = Object.fromEntries(eventKindSchema.options.map((kind) => [kind, done] as const));
  return { ...customer, events, categories: ["Tea", "Pots"], days: new Uint8Array(encodePurchaseDays(days)) };
};

const explain = async (world: NightWorld, id: string, asOf: NightDay, more: Partial<ExplainDeps> = {}) => {
  const customer = world.customers.get(id);
  const [manifest, model] = [await world.files.findManifest(asOf), await world.files.findPublishedModel(asOf)];
  if (!customer || !manifest || !model) throw new Error(`nothing is there of ${id} and ${asOf}`);
  const none = {
    readOrdersOf: async () => [],
    readSuppressions: async () => new Map(),
    readMessagesTo: async () => [],
    reachabilityRules: reachabilityRules(settings(), "2026-11-21"),
  };
  const deps = { ...world.files, ...none, ...more };
  return explainCustomer(customer, { manifest, model }, running, deps);
};

/** Cells of `customers.csv` by customer and column. No cell of this shop has a comma. */
const cellsOf = (world: NightWorld, asOf: NightDay): Map<string, Record<string, string>> => {
  const [header = "", ...lines] = (receivedFiles(world, asOf).get("customers.csv") ?? "").trim().split("\r\n");
  const names = header.replace("\uFEFF", "").split(",");
  const rows = lines.map((line) => Object.fromEntries(line.split(",").map((cell, i) => [names[i] ?? "", cell])));
  return new Map(rows.map((row) => [row.customer_id ?? "", row]));
};

/** What `docs/columns.md` says of a column. */
const documentedSentence = (name: string): string | undefined =>
  readFileSync(new URL("../../../docs/columns.md", import.meta.url), "utf8")
    .split("\n")
    .find((line) => line.startsWith(`| \`${name}\` |`))
    ?.replace(/ \|$/, "")
    .split(" | ")
    .at(-1);

const explainedCells = ({ numbers }: Explanation): Record<string, string | number> =>
  Object.fromEntries(numbers.map(({ name, value }) => [name, value ?? ""]));

/** A file's cells in the types of an explanation's values. */
const typed = (cells: Record<string, string>, like: Record<string, string | number>): Record<string, string | number> =>
  Object.fromEntries(
    Object.entries(like).map(([name, value]) => {
      const cell = cells[name] ?? "no such column";
      return [name, typeof value === "number" ? Number(cell) : cell];
    }),
  );

const ledgerRow = {
  messageKey: "win-back#first#2026-06-01",
  runId: "2026-08-31-1",
  asOf: "2026-08-31",
  owner: "o",
  state: "delivered",
  claimedAt: "2026-09-01T08:00:00.000Z",
  settledAt: "2026-09-01T08:00:05.000Z",
  locale: "en",
  expiresAt: 0,
} as const;

/** What became of those that the second night wanted to write to. */
const outcomesOf = async (world: NightWorld) => {
  const run = (await world.files.readRunsOf("2026-11-20"))[0];
  if (run === undefined) throw new Error("there is no second night");
  const shards = Array.from({ length: run.shards }, (_, shard) => world.files.findOutcomes(run.runId, shard));
  return (await Promise.all(shards)).flatMap((outcomes) => outcomes ?? []);
};

test("rouse explain says what so few purchases, far beyond all others, count for", async () => {
  const [usual, far] = ["c0000", "far"];
  const odd = customerWith(far, [
    ["2025-11-20", 5_000],
    ["2026-09-20", 5_000],
    ["2026-10-20", 90_000_000],
  ]);
  const world = nightWorld({ customers: [...smallShop(400, "2026-11-20"), odd] });
  await holdNight(world, { at: "2026-11-21T03:30:00.000Z" });
  const told = async (id: string) =>
    (await explain(world, id, "2026-11-20")).numbers.find(({ name }) => name === "clv_12m")?.from;
  expect(await told(usual)).not.toHaveProperty("few_purchases");
  expect(await told(far)).toMatchObject({
    few_purchases: {
      spent: expect.stringMatching(/^9000[05]0\.00$/),
      counts_as: expect.stringMatching(/^\d{3,4}\.\d\d$/),
    },
  });
});

describe("rouse explain replays a night", () => {
  let world: NightWorld;
  beforeAll(async () => {
    world = nightWorld({ customers: smallShop(400, "2026-11-20").map(withHabits), counted: 45_000 });
    world.deps.codeVersion = versions["2026-11-13"];
    await holdNight(world, { at: "2026-11-14T03:30:00.000Z" });
    const known = world.customers.get(LATE);
    if (known === undefined) throw new Error(`there is no ${LATE} in the shop`);
    world.customers.set(LATE, withDays(known, ["2026-11-05", "2026-11-20"]));
    world.deps.codeVersion = versions["2026-11-20"];
    await holdNight(world, { at: "2026-11-21T03:30:00.000Z" });
  });

  test.each(nights)("every number of %s is the cell of that day's customers.csv", async (asOf) => {
    const cells = cellsOf(world, asOf);
    const columns = Object.keys([...cells.values()][0] ?? {});
    const ids = [...cells.keys()].filter((id, i) => i % 9 === 0 || id === LATE);
    expect(ids.length).toBeGreaterThan(40);
    for (const id of ids) {
      const explanation = await explain(world, id, asOf);
      const explained = explainedCells(explanation);
      expect(explained).toEqual(typed(cells.get(id) ?? {}, explained));
      const said = ["customer_id", "email", "currency", "consent", ...Object.keys(explained)];
      expect(columns.filter((name) => !said.includes(name))).toEqual([]);
      expect(explanation).toMatchObject({ restsOn: "night", differs: [] });
    }
  });

  test("of what nobody told beside orders nothing is said, and of what was told all is", async () => {
    const linesOf = async (id: string) => describeExplanation(await explain(world, id, "2026-11-20")).join("\n");
    const cells = [...cellsOf(world, "2026-11-20").values()];
    const idOf = (isTold: boolean) => cells.find((row) => (row.signed_up_on !== "") === isTold)?.customer_id ?? "";
    expect(await linesOf(idOf(true))).toContain("signed_up_on = 2026-10-02");
    expect(await linesOf(idOf(false))).not.toMatch(/signed_up_on|messages_read_30d|pages_viewed_30d/);
  });

  test("what is replayed is not empty: nearly every column has a value for somebody", () => {
    const rows = [...cellsOf(world, "2026-11-20").values()];
    const empty = Object.keys(rows[0] ?? {}).filter((name) => rows.every((row) => row[name] === ""));
    expect(empty).toEqual([]);
  });

  test("orders that came after a night change none of its numbers, and are named", async () => {
    const then = await explain(world, LATE, "2026-11-13");
    const later = await explain(world, LATE, "2026-11-20");
    expect(then.changedSince).toEqual(expect.arrayContaining(["repeats", "orders", "net"]));
    expect(later.changedSince).toEqual([]);
    expect(later.summary?.orders).toBe((then.summary?.orders ?? 0) + 2);
    expect(describeExplanation(then).join("\n")).toMatch(/Orders up to that day have changed since that night: .*net/);
  });

  test("the version that made the night is told from the one that explains it", async () => {
    for (const asOf of nights) {
      const explanation = await explain(world, AWAY, asOf);
      expect(explanation.night).toMatchObject({ codeVersion: versions[asOf], runningVersion: running });
      expect(describeExplanation(explanation)[2]).toBe(
        `Night ${asOf}-1, made by version ${versions[asOf]}; version 3.0.0-test explains it`,
      );
    }
  });

  test("a number that comes out otherwise than in the night's file is shown beside the file's", async () => {
    const explanation = await explain(world, AWAY, "2026-11-20", {
      findInRun: async (...given) => {
        const found = await world.files.findInRun(...given);
        return found?.row && { ...found, row: { ...found.row, days_silent: 12_345 } };
      },
    });
    expect(explanation.differs).toEqual(["days_silent"]);
    expect(describeExplanation(explanation).join("\n")).toContain("(in that night's file: 12345)");
  });

  test("each number has a formula, and the counts it rests on where it is estimated", async () => {
    const { numbers, behind } = await explain(world, AWAY, "2026-11-20");
    const formulaOf = (name: string) => numbers.find((number) => number.name === name)?.formula;
    expect(formulaOf("days_silent")).toBe(documentedSentence("days_silent"));
    expect(formulaOf("reachable")).toBe(documentedSentence("reachable"));
    expect(formulaOf("tier")).toContain("odds against a purchase within 90 days, (1 - p) / p, against the cuts");
    expect(numbers.filter(({ formula }) => formula === "")).toEqual([]);
    expect(numbers.find(({ name }) => name === "p_alive")?.uses).toEqual(["purchase model"]);
    expect(behind?.purchases).toMatchObject({ customers: 400, asOf: "2026-11-20" });
    expect(behind?.purchases?.repeatBuyers).toBeGreaterThan(200);
    const fromOf = (name: string) => numbers.find((number) => number.name === name)?.from ?? {};
    expect(fromOf("cluster")).toMatchObject({ restsOn: "400 customers, one in 1" });
    // Their order was due when they became drowsy: a letter waits for nothing.
    expect(fromOf("drowsy_since")["letter_from"]).toMatch(/^2026-\d\d-\d\d$/);
    expect(fromOf("drowsy_since")["letter_from"]).toBe(cellsOf(world, "2026-11-20").get(AWAY)?.["drowsy_since"]);
    const { chance, ...ofTier } = { chance: Number.NaN, measure: Number.NaN, ...fromOf("tier") };
    expect(ofTier.measure).toBeCloseTo((1 - chance) / chance, 9);
    expect(ofTier).toMatchObject({
      rule: "chance",
      cuts: expect.any(Array),
      belowChances: [expect.stringMatching(/^\d+%$/), expect.stringMatching(/%$/), expect.stringMatching(/%$/)],
      floors: {
        ...{ leastDays: 7, awakeChance: 0.8, hold: false },
        ceiling: { days: 180, intervals: 1.5, chance: 0.2, fromDay: expect.any(Number), holds: expect.any(Boolean) },
      },
      yesterday: { tier: expect.any(String) },
    });
    const { distances } = { distances: {}, ...fromOf("cluster") };
    const nearest = Object.entries<number>(distances).sort(([, a], [, b]) => a - b)[0]?.[0];
    expect(nearest).toBe(numbers.find(({ name }) => name === "cluster")?.value);
  });

  test("the repeat score follows from the features and coefficients shown beside it", async () => {
    const logOddsSchema = z.object({
      intercept: z.number(),
      features: z.record(z.string(), z.number()),
      coefficients: z.record(z.string(), z.number()),
    });
    for (const id of ["c0000", "c0012", "c0123", "c0250"]) {
      const { numbers } = await explain(world, id, "2026-11-20");
      const score = numbers.find(({ name }) => name === "repeat_score");
      const { intercept, features, coefficients } = logOddsSchema.parse(score?.from);
      const logOdds = Object.entries(features).reduce(
        (sum, [name, x]) => sum + x * (coefficients[name] ?? 0),
        intercept,
      );
      expect(1 / (1 + Math.exp(-logOdds))).toBeCloseTo(Number(score?.exact), 12);
      expect(score?.value).toBe(Number(score?.exact?.toFixed(3)));
    }
  });

  test("says what was written, what the night wanted to write and why not, and why never again, without an address", async () => {
    const outcome = (await outcomesOf(world))[0];
    if (outcome === undefined) throw new Error("the night wanted to write to nobody");
    const emailKey = world.customers.get(outcome.customerId)?.emailKey ?? "key";
    const asked: string[][] = [];
    const explanation = await explain(world, outcome.customerId, "2026-11-20", {
      readMessagesTo: async (keys) => {
        asked.push([...keys]);
        return [{ ...ledgerRow, emailKey, customerId: outcome.customerId, offer: "ten-off" }];
      },
      readSuppressions: async () =>
        new Map([
          [emailKey, { emailKey, reason: "unsubscribed", at: "2026-10-02T08:00:00.000Z", campaign: "win-back" }],
        ]),
    });
    expect(asked[0]).toContain(emailKey);
    const { campaignId, step, occurrence } = outcome;
    const about = { campaign: campaignId, step, occasion: occurrence };
    const reason = "reason" in outcome ? outcome.reason : undefined;
    expect(explanation.mails).toMatchObject({
      written: [{ campaign: "win-back", step: "first", occasion: "2026-06-01", offer: "ten-off", state: "delivered" }],
      thatNight: [{ ...about, outcome: outcome.outcome, ...(reason && { reason }) }],
      suppressions: [{ reason: "unsubscribed", at: "2026-10-02T08:00:00.000Z", campaign: "win-back" }],
    });
    const prose = describeExplanation(explanation).join("\n");
    expect(prose).toContain(
      "win-back, step first, occasion 2026-06-01, offer ten-off: delivered at 2026-09-01T08:00:05.000Z",
    );
    expect(prose).toContain(`${campaignId}, step ${step}, occasion ${occurrence}: ${outcome.outcome}`);
    expect(prose).toContain("unsubscribed at 2026-10-02T08:00:00.000Z, after win-back");
    expect(JSON.stringify(explanation.mails) + prose.split("Orders, as known now")[0]).not.toMatch(/@|"emailKey"/);
  });

  test("says of nobody's mails that there are none", async () => {
    const prose = describeExplanation(await explain(world, "c0001", "2026-11-20")).join("\n");
    expect(prose).toContain("Mails written to them, newest first\n  none\n");
    expect(prose).toContain("Never mailed again\n  nothing is kept that forbids it\n");
  });

  test("of who was not scored it says so, and not that files have expired", async () => {
    const unscored = { findInRun: async () => undefined };
    const said = describeExplanation(await explain(world, AWAY, "2026-11-20", unscored));
    expect(said).toContain("  none: that night knew of no counted order of theirs, and writes to customers alone");
    expect(said.join("\n")).not.toContain("expired");
  });

  test("once a night's own files have expired, its numbers are made from what is known now, and it says so", async () => {
    const expired = {
      readRunsOf: async () => [],
      findInRun: async () => undefined,
      findScoreBefore: async () => undefined,
    };
    const explanation = await explain(world, AWAY, "2026-11-20", expired);
    expect(explanation.restsOn).toBe("expired");
    expect(describeExplanation(explanation)[3]).toContain("files have expired");
    expect(describeExplanation(explanation)).toContain("  not known any more: the night's own files have expired");
    const cells = cellsOf(world, "2026-11-20").get(AWAY) ?? {};
    const { p_alive, clv_12m, cluster } = explainedCells(explanation);
    expect([String(p_alive), clv_12m, cluster]).toEqual([cells.p_alive, cells.clv_12m, cells.cluster]);
  });

  test("who had bought nothing by that day has no numbers", async () => {
    const customer = world.customers.get(AWAY);
    if (customer === undefined) throw new Error(`there is no ${AWAY} in the shop`);
    world.customers.set("tomorrow", {
      ...withDays({ ...customer, days: new Uint8Array() }, ["2026-11-25"]),
      customerId: "tomorrow",
    });
    const explanation = await explain(world, "tomorrow", "2026-11-20");
    expect(explanation).toMatchObject({ summary: null, row: null, numbers: [], restsOn: "unknown-then" });
    expect(describeExplanation(explanation).at(-1)).toContain("Nothing that counts was bought until this day");
  });
});

describe("rouse explain says of one customer of each kind", () => {
  let world: NightWorld;
  beforeAll(async () => {
    world = nightWorld({ customers: smallShop(400, "2026-11-20"), counted: 45_000 });
    await holdNight(world, { at: "2026-11-21T03:30:00.000Z" });
  });

  /** What stands before the orders, and the lines about one number. */
  const saidOf = async (id: string, more: Partial<ExplainDeps> = {}) => {
    const prose = describeExplanation(await explain(world, id, "2026-11-20", more)).join("\n");
    const [about = "", numbers = ""] = prose.split("\nOrders, as known now");
    return { about, numbers };
  };
  const idWhere = (column: string, value: string): string => {
    const found = [...cellsOf(world, "2026-11-20")].find(
      ([, cells]) => cells[column] === value && cells.reachable === "yes",
    );
    if (found === undefined) throw new Error(`nobody is ${value}`);
    return found[0];
  };

  test("suppressed: may not be written to, since when, and after which campaign", async () => {
    const id = idWhere("tier", "awake");
    const emailKey = world.customers.get(id)?.emailKey ?? "";
    const { about } = await saidOf(id, {
      readSuppressions: async () =>
        new Map([
          [emailKey, { emailKey, reason: "unsubscribed", at: "2026-10-02T08:00:00.000Z", campaign: "win-back" }],
        ]),
    });
    expect(about).toContain("May be written to now: no, they unsubscribed\n");
    expect(about).toContain("Never mailed again\n  unsubscribed at 2026-10-02T08:00:00.000Z, after win-back");
  });

  test("without consent, and without an address: why they may not be written to", async () => {
    expect((await saidOf("c0002")).about).toContain("May be written to now: no, they did not agree to marketing mail");
    expect((await saidOf("c0003")).about).toContain("May be written to now: no, there is no usable e-mail address");
  });

  test.each(["new", "awake", "drowsy", "half-asleep", "asleep"])(
    "%s: the tier with its rule, the cuts in force and what it was proved on; amounts and cuts of amounts are decimals",
    async (tier) => {
      const { about, numbers } = await saidOf(idWhere("tier", tier));
      expect(about).toContain("May be written to now: yes\n");
      expect(numbers).toContain(`\n  tier = ${tier}\n      How far asleep a customer is`);
      expect(numbers).toMatch(/\n {2}tier = [\s\S]*from measure [\d.]+, daysSilent \d+, .*cuts \([\d.; ]+\)/);
      expect(numbers).toMatch(
        /purchase model (MBG\/NBD|BG\/NBD|Pareto\/NBD): r .* to 400 customers, \d+ of whom came back/,
      );
      expect(numbers).toMatch(
        /\n {2}m = .*\n.*\n {6}from windowDays 365, net \d+\.\d\d, rule quintiles, cuts \(\d+\.\d\d; /,
      );
      expect(numbers).toMatch(/\n {2}value_class = [ABC]\n.*\n.*cuts \(a \d+\.\d\d, b \d+\.\d\d\)/);
      for (const name of ["p_alive", "clv_12m", "next_order_to", "repeat_score"])
        expect(numbers).toContain(`\n  ${name} = `);
      expect(numbers).not.toMatch(/undefined|NaN|\[object|[[{"]|null/);
    },
  );

  test("one order on one day is said so", async () => {
    const one = [...cellsOf(world, "2026-11-20")].find(([, cells]) => cells.orders === "1");
    expect((await saidOf(one?.[0] ?? "")).numbers).toContain("\n1 counted order on 1 day, ");
  });

  test("under which other ids they are known; addresses and phone numbers are no names to read", async () => {
    const customer = world.customers.get(AWAY);
    const identities = [...(customer?.identities ?? []), "shopify:7", "email:key", "phone:key"];
    if (customer) world.customers.set(AWAY, { ...customer, identities });
    const explained = await explain(world, AWAY, "2026-11-20");
    if (customer) world.customers.set(AWAY, customer);
    expect(explained.knownAs).toEqual(["shopify:7"]);
    expect(describeNames(explained)).toEqual(["", "Known as well as: shopify:7. Their orders are among those above."]);
    expect(describeNames({ knownAs: [] })).toEqual([]);
  });

  test("unknown: what to give, and not the word, which may be an address", () => {
    expect(nobody()).toEqual({
      ok: false,
      json: { found: false },
      prose: [
        "Nobody is kept under that name. Give an e-mail address, a customer id, or an identity such as shopify:123.",
      ],
    });
  });
});
