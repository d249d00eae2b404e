import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { BuyerNamed, MayOmit, Order } from "../../../shared/model/order.ts";
import { buyerTold, claimText, foldBuyer, holderIn } from "../../../shared/recording/fold-buyer.ts";
import { foldOrder, type OrderNews } from "../../../shared/recording/fold-order.ts";
import { compareRanks, compareTexts } from "../../../shared/recording/state-rank.ts";
import { often } from "../../support/often.ts";
import { factsOf } from "../../support/order-facts.ts";
import { settings } from "../../support/recording-deps.ts";

const holders = ["email:a", "email:a shopify:1", "email:b shopify:1", "email:b shopify:2", "shopify:1", "shopify:2"];
const told = fc.record({
  holder: fc.constantFrom(undefined, ...holders, "phone:p", "phone:q"),
  second: fc.nat(3),
  arrived: fc.nat(1),
  isInPart: fc.boolean(),
  locale: fc.constantFrom(undefined, "de", "en"),
  discountMinor: fc.constantFrom(0, 300, 500),
  totalMinor: fc.constantFrom(1000, 2000),
});
type Told = ReturnType<typeof fc.sample<typeof told extends fc.Arbitrary<infer One> ? One : never>>[number];

const isoOf = (second: number) => new Date(Date.UTC(2026, 0, 1, 12, 0, second)).toISOString();
const shop = settings();
const mayOmit: readonly MayOmit[] = ["buyer", "locale", "discountMinor"];

const newsOf = ({ second, arrived, isInPart, locale, discountMinor, totalMinor }: Told): OrderNews => ({
  facts: factsOf({
    ...{ updatedAt: isoOf(second), arrivedAt: isoOf(60 + arrived), discountMinor, totalMinor },
    ...(locale && { locale }),
  }),
  ...(isInPart && { mayOmit }),
});

const folded = (all: readonly Told[]): Omit<Order, "left"> => {
  const order = all.reduce<Order | undefined>(
    (before, one) => foldOrder({ orderKey: "shopify#1", holder: one.holder }, before, newsOf(one), shop),
    undefined,
  );
  if (order === undefined) throw new Error("nothing was told");
  const { left: _left, ...rest } = order;
  return rest;
};

const inAnyOrder = fc
  .array(told, { minLength: 1, maxLength: 6 })
  .chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray([...all, ...all], { minLength: 2 * all.length })));

/** Whose an order is, said plainly: of all that was said of its buyer, from the newest back to where another was named. */
const buyerOf = (all: readonly Told[]): string | undefined => {
  const claims = all.map(({ holder, second, arrived, isInPart }) =>
    buyerTold({ holder, at: [second, arrived], isInPart }),
  );
  const newestOf = (some: readonly BuyerNamed[]) =>
    [...some]
      .sort((a, b) => compareRanks(a.at, b.at) || compareTexts(claimText({ latest: a }), claimText({ latest: b })))
      .at(-1);
  const said = claims.flatMap(({ latest }) => latest ?? []);
  const newest = newestOf(said);
  if (newest === undefined) return newestOf(claims.flatMap(({ phone }) => phone ?? []))?.holder;
  if (newest.whole) return newest.holder;
  const isSame = ({ holder }: BuyerNamed) => holder?.split(" ").at(-1) === newest.holder?.split(" ").at(-1);
  const others = said.filter((one) => !isSame(one));
  const since = said.filter((one) => isSame(one) && others.every((other) => compareRanks(one.at, other.at) > 0));
  return (newestOf(since.filter(({ whole }) => whole)) ?? newest).holder;
};

const runs = { numRuns: often(4000), seed: 20261203 };

describe("foldOrder", () => {
  it("comes to the same order, however often and in whatever order its states are told", () => {
    fc.assert(
      fc.property(inAnyOrder, ([all, again]) => {
        expect(folded(again)).toEqual(folded(all));
      }),
      runs,
    );
  });

  it("leaves an order with whom the newest state names that names anybody, by all that is known of them since", () => {
    fc.assert(
      fc.property(inAnyOrder, ([all, again]) => {
        expect(folded(again).holder).toBe(buyerOf(all));
      }),
      runs,
    );
  });

  it("keeps of nobody else but the holder it has", () => {
    fc.assert(
      fc.property(inAnyOrder, ([, again]) => {
        const { holder, buyer } = folded(again);
        const account = holder?.split(" ").at(-1);
        for (const one of [buyer?.latest, buyer?.whole, buyer?.phone])
          expect([undefined, account]).toContain(one?.holder?.split(" ").at(-1));
      }),
      runs,
    );
  });

  it("has each fact that a body may leave out by the newest state that tells it", () => {
    fc.assert(
      fc.property(inAnyOrder, ([all, again]) => {
        const rank = ({ second, arrived }: Told) => 2 * second + arrived;
        const tells = all.filter(({ isInPart, locale }) => !isInPart || locale);
        const newest = Math.max(...tells.map(rank));
        const told = tells.filter((one) => rank(one) === newest).map(({ locale }) => locale);
        expect(tells.length === 0 ? [undefined] : told).toContain(folded(again).facts?.locale);
      }),
      runs,
    );
  });
});

describe("a refund that a webhook and a file tell of", () => {
  const total = 100_000;
  const told = fc.record({
    amounts: fc.array(fc.integer({ min: 1, max: 9_000 }), { minLength: 1, maxLength: 6 }),
    inFile: fc.nat(6),
    isInRows: fc.boolean(),
    byWebhooks: fc.array(fc.nat(5), { maxLength: 8 }),
    listed: fc.option(fc.nat(6), { nil: undefined }),
    seed: fc.nat(),
  });
  const sum = (some: readonly number[]) => some.reduce((a, b) => a + b, 0);

  it("is one money: the greater of what both say went back, in any order and however often; once the source lists them, its own word", () => {
    let both = 0;
    fc.assert(
      fc.property(told, ({ amounts, inFile, isInRows, byWebhooks, listed, seed }) => {
        const known = amounts.slice(0, inFile);
        const rows = known.map((minor, at) => [`1001-R${at}`, minor] as const);
        const refunds = isInRows ? Object.fromEntries(rows) : known.length === 0 ? {} : { csv: sum(known) };
        const file = { facts: factsOf({ totalMinor: total, refunds, undated: true, arrivedAt: isoOf(30) }) };
        const one = (at: number) => [`${700 + at}`, amounts[at] ?? 0] as const;
        const apart = byWebhooks.filter((at) => at < amounts.length);
        const state = amounts.slice(0, listed).map((_minor, at) => one(at));
        const dated = { facts: factsOf({ totalMinor: total, refunds: Object.fromEntries(state) }) };
        const news: OrderNews[] = [
          file,
          ...apart.map((at) => ({ separateRefunds: Object.fromEntries([one(at)]) })),
          ...(listed === undefined ? [] : [dated]),
        ];
        const shuffled = [...news, ...news].sort((a, b) => order(a, news, seed) - order(b, news, seed));
        const { netMinor } =
          shuffled.reduce<Order | undefined>(
            (before, each) => foldOrder({ orderKey: "shopify#1" }, before, each, shop),
            undefined,
          ) ?? {};
        const separate = sum([...new Set(apart)].map((at) => one(at)[1]));
        const all = Object.fromEntries([...state, ...apart.map(one)]);
        if (listed === undefined && known.length > 0 && separate > 0) both += 1;
        const back = listed === undefined ? Math.max(sum(known), separate) : sum(Object.values(all));
        expect(netMinor).toBe(total - back);
        expect(netMinor).toBeGreaterThanOrEqual(total - sum(amounts));
      }),
      { numRuns: often(1000), seed: 20261204 },
    );
    expect(both).toBeGreaterThan(50);
  });
});

/** Where one of them stands in one of many orders. */
const order = (one: OrderNews, all: readonly OrderNews[], seed: number): number =>
  (Math.imul(all.indexOf(one) + 1, 2_654_435_761) ^ Math.imul(seed, 40_503)) >>> 0;

describe("foldBuyer", () => {
  it("says the same of all that is kept as of what was told", () => {
    fc.assert(
      fc.property(inAnyOrder, ([all, again]) => {
        const claims = again.map(({ holder, second, arrived, isInPart }) =>
          buyerTold({ holder, at: [second, arrived], isInPart }),
        );
        const middle = Math.floor(claims.length / 2);
        const join = (some: typeof claims) => some.reduce((known, one) => foldBuyer(known, one), {});
        expect(holderIn(claims.slice(middle).reduce(foldBuyer, join(claims.slice(0, middle))))).toBe(buyerOf(all));
      }),
      runs,
    );
  });
});
