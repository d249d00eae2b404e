import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ActOnIntakeDeps } from "../../../functions/act-on-intake/act-on-intake.ts";
import { handleIdentityOf } from "../../../shared/model/channel.ts";
import { type Consent, consentFor } from "../../../shared/model/consent.ts";
import { emailIdentity, phoneIdentity } from "../../../shared/model/identity.ts";
import { whoTheyAre } from "../../../shared/post/who-they-are.ts";
import { eraseCustomer } from "../../../shared/recording/erase-customer.ts";
import { eraseSource } from "../../../shared/recording/erase-source.ts";
import { bornBy } from "../../../shared/recording/find-subject.ts";
import { often } from "../../support/often.ts";
import { hash, settings } from "../../support/recording-deps.ts";
import { recordingWorld } from "../../support/recording-world.ts";

const addresses = ["fam@example.com", "ann@example.com"];
const numbers = ["+491701234567", "+491709999999"];
const people: Record<string, object> = {
  "7": { firstName: "Ann", lastName: "Lee" },
  "8": { firstName: "Bo", lastName: "Miller" },
  "9": { firstName: "Ann", lastName: "Lee" },
};
const ids = Object.keys(people);
const names = [
  ...ids.map((id) => `standard:${id}`),
  "shopify:77",
  ...addresses.map((address) => emailIdentity(hash(address))),
  ...numbers.map((number) => phoneIdentity(hash(number))),
];

/** What somebody says, and as whom: with any of customer id, address, number and device, as senders and shops tell it. */
const said = fc.record({
  kind: fc.constant("said" as const),
  id: fc.option(fc.constantFrom(...ids), { nil: undefined, freq: 6 }),
  email: fc.option(fc.constantFrom(...addresses), { nil: undefined, freq: 2 }),
  phone: fc.option(fc.constantFrom(...numbers), { nil: undefined, freq: 2 }),
  state: fc.constantFrom("granted", "granted", "denied"),
  channels: fc.subarray(["mail", "sms", "push"] as const, { minLength: 1 }),
  withDevice: fc.boolean(),
  ordered: fc.boolean(),
});
/** Shopify's customer, of another source than everybody else. */
const saidByShopify = fc.record({
  kind: fc.constant("shopify" as const),
  email: fc.constantFrom(...addresses),
  phone: fc.constantFrom(...numbers),
  state: fc.constantFrom("subscribed", "unsubscribed"),
});
const erasure = fc.record({
  kind: fc.constant("erasure" as const),
  how: fc.constantFrom("operator", "operator", "source", "shop", "shopify"),
  id: fc.constantFrom(...ids),
  handle: fc.constantFrom(...names),
  email: fc.option(fc.constantFrom(...addresses), { nil: undefined }),
  /** How many writes are done before the worker dies. */
  dies: fc.option(fc.nat({ max: 40 }), { nil: undefined }),
});
type Said = Readonly<typeof said extends fc.Arbitrary<infer T> ? T : never>;
type SaidByShopify = Readonly<typeof saidByShopify extends fc.Arbitrary<infer T> ? T : never>;
type Erasure = Readonly<typeof erasure extends fc.Arbitrary<infer T> ? T : never>;

const bodyOf = ({ id, email, phone, state, channels, withDevice, ordered }: Said, at: string, step: number) => {
  const consent = { state, at };
  const customer = {
    ...(id !== undefined && { id, ...people[id] }),
    ...(email !== undefined && { email }),
    ...(phone !== undefined && { phone }),
    ...(channels.includes("mail") && { marketingConsent: consent }),
    channels: [
      ...(channels.includes("sms") ? [{ channel: "sms", consent }] : []),
      ...(channels.includes("push") ? [{ channel: "push", consent, ...(withDevice && { handle: "device" }) }] : []),
    ],
  };
  const isOrder = ordered && (id ?? email) !== undefined && state === "granted";
  if (!isOrder) return { type: "customer.updated", updatedAt: at, customer };
  const order = { id: `${step}`, orderedAt: at, status: "paid", currency: "EUR", total: "10.00" };
  return { type: "order.created", updatedAt: at, order: { ...order, updatedAt: at }, customer };
};

const dying = (deps: ActOnIntakeDeps, after: number | undefined): ActOnIntakeDeps => {
  let left = after ?? Number.POSITIVE_INFINITY;
  const counted = (name: string, given: unknown): unknown =>
    typeof given !== "function" || !/^(save|remove|note|suppress|replace)/.test(name)
      ? given
      : (...args: unknown[]) => {
          if (left-- <= 0) throw new Error("the worker died");
          return given(...args);
        };
  return Object.fromEntries(Object.entries(deps).map(([name, given]) => [name, counted(name, given)])) as never;
};

const worldOf = () => {
  const shop = { ...settings(), sources: { standard: {}, shopify: {} } } as ReturnType<typeof settings>;
  const world = recordingWorld(shop);
  /** What is in force for whoever is reached somewhere: by id, channel and handle. */
  const consents = async () => {
    const found = await whoTheyAre(names, { ...world.store, hash, settings: shop });
    return new Map(
      [...found].flatMap(([id, { emailKey, consents, channels = {} }]) => [
        ...(emailKey === undefined ? [] : [[`${id} ${emailKey}`, consentFor(consents, emailKey)] as const]),
        ...Object.entries(channels).flatMap(([channel, told]) =>
          told.key === undefined
            ? []
            : [[`${id} ${channel} ${told.key}`, consentFor(told.consents, told.key)] as const],
        ),
      ]),
    );
  };
  const states = async () => new Map([...(await consents())].map(([where, { state }]) => [where, state] as const));
  return { world, consents, states };
};

/**
 * Whether a yes was said at that very place after the no: where two people with one mailbox were parted by their names, and one of
 * these names is erased, others who agreed there may be one with whom is left.
 */
const isOutweighed = (no: Consent, now: Consent | undefined): boolean =>
  Date.parse(now?.at ?? "") > Date.parse(no.at ?? "");

describe("an erasure", () => {
  it("turns no refusal off: nobody who was not to be written to somewhere may be after it, whatever was told before and wherever it breaks off", async () => {
    const steps = fc.array(
      fc.oneof(
        { weight: 6, arbitrary: said },
        { weight: 1, arbitrary: saidByShopify },
        { weight: 3, arbitrary: erasure },
      ),
      { minLength: 3, maxLength: 12 },
    );
    let [turned, kept] = [0, 0];
    await fc.assert(
      fc.asyncProperty(steps, async (all) => {
        const { world, consents } = worldOf();
        for (const [index, step] of all.entries()) {
          const now = `2026-11-${String(index + 1).padStart(2, "0")}T12:00:00.000Z`;
          world.deps.now = () => now;
          if (step.kind !== "erasure") {
            await tell(world, step, now, index);
            continue;
          }
          const before = await consents();
          const look = async () => {
            const after = await consents();
            for (const [where, consent] of before) {
              const now = after.get(where);
              if (consent.state !== "denied" || isOutweighed(consent, now)) continue;
              kept += 1;
              if (now?.state === "granted") turned += 1;
              expect([where, now?.state]).not.toEqual([where, "granted"]);
            }
          };
          await erase(world, step, now).catch((error: Error) => expect(error.message).toBe("the worker died"));
          await look();
          await world.lookAgain();
          await look();
        }
      }),
      { numRuns: often(250), seed: 20261202 },
    );
    expect([turned, kept > 500]).toEqual([0, true]);
  });
});

/** A refusal with an address or a number, and an erasure of who said it. */
const refusing = fc.record({
  refusal: said
    .filter(({ email, phone }) => (email ?? phone) !== undefined)
    .map((one): Said => ({ ...one, id: one.id ?? "7", state: "denied", ordered: false })),
  how: fc.constantFrom("operator" as const, "source" as const),
  isLookedFirst: fc.boolean(),
});

const placesIn = ({ id, email, phone, channels, withDevice }: Said): string[] => [
  `standard:${id}`,
  ...(email === undefined ? [] : [emailIdentity(hash(email))]),
  ...(phone === undefined ? [] : [phoneIdentity(hash(phone))]),
  ...(channels.includes("push") && withDevice ? [handleIdentityOf("push", "device", hash) ?? ""] : []),
];

/** The same customer, and no word of whether they may be written to. */
const withNothingSaid = ({
  customer: { marketingConsent: _mail, ...customer },
  ...body
}: ReturnType<typeof bodyOf>) => {
  const channels = customer.channels.map(({ consent: _said, ...reached }) => reached);
  return { ...body, customer: { ...customer, channels } };
};

/** Mail is known by whom it is for and an address alone. */
const channelOf = (where: string): string => {
  const [, channel = "", handle] = where.split(" ");
  return handle === undefined ? "mail" : channel;
};

/**
 * What a refusal says itself, others hear whenever it comes. What it does besides, it does only as long as who said it is there: it
 * names an address and a number, and whoever has the one may be whoever has the other, and hears their older no. An erasure keeps what
 * was heard. Told of after it, the refusal is not recorded and leads nobody to anybody: who agreed and refused nothing is written to,
 * as if it had never come. So the first order alone may deny others something, and this alone: a channel that the refusal does not
 * name, where the same customer, told without a word of refusal, would have led them to an older no, of others or of who is erased.
 */
describe("a refusal and the erasure of who said it", () => {
  it("end the same for everybody else, whichever comes first, but for an older no to which the customer's names alone lead", async () => {
    const schedule = fc.record({ before: fc.array(said, { minLength: 2, maxLength: 8 }), last: refusing });
    let heard = 0;
    await fc.assert(
      fc.asyncProperty(schedule, async ({ before, last: { refusal, how, isLookedFirst } }) => {
        const [refusedAt, erasedAt] = ["2026-11-20T12:00:00.000Z", "2026-11-21T12:00:00.000Z"];
        const id = refusal.id ?? "";
        const news = bodyOf(refusal, refusedAt, 99);
        const outcomeOf = async (body: object, isLate: boolean) => {
          const { world, states } = worldOf();
          for (const [index, step] of before.entries())
            await tell(world, step, `2026-11-${String(index + 1).padStart(2, "0")}T12:00:00.000Z`, index);
          const deliver = () => world.deliver("standard", "order-event", body, refusedAt);
          if (!isLate) await deliver();
          const holders = [...world.store.rows.holders.values()];
          world.deps.now = () => erasedAt;
          const erasing = { how, id, handle: `standard:${id}`, email: undefined, dies: undefined };
          await erase(world, { kind: "erasure", ...erasing }, erasedAt);
          if (isLookedFirst) await world.lookAgain();
          const unheard = await states();
          if (isLate) await deliver();
          await world.lookAgain();
          const erased = holders.filter(({ holder }) => !world.store.rows.holders.has(holder));
          const rows = [...world.store.rows.customers.keys()].sort();
          return { unheard, states: await states(), rows, led: bornBy(erased) };
        };
        const [first, late] = [await outcomeOf(news, false), await outcomeOf(news, true)];
        // What is told may join whom an erasure takes for one person; and where else who is erased was reached is not known after it.
        const told = new Set(placesIn(refusal));
        if (first.rows.join() !== late.rows.join() || !first.led.every((place) => told.has(place))) return;
        const differing = [...first.states].filter(([where, state]) => late.states.get(where) !== state);
        const unsaid: ReadonlyMap<string, string> =
          differing.length > 0 ? (await outcomeOf(withNothingSaid(news), false)).states : new Map();
        const isLed = (where: string) =>
          !refusal.channels.some((channel) => channel === channelOf(where)) && unsaid.get(where) === "denied";
        for (const [where, state] of first.states)
          if (state === "denied" && late.unheard.get(where) === "granted" && !isLed(where)) heard += 1;
        for (const [where, state] of differing)
          if (state !== "denied" || !isLed(where)) expect([where, late.states.get(where)]).toEqual([where, state]);
      }),
      { numRuns: often(250), seed: 20261203 },
    );
    expect(heard).toBeGreaterThan(20);
  });
});

type World = ReturnType<typeof recordingWorld>;

const tell = async ({ deliver }: World, step: Said | SaidByShopify, at: string, index: number) => {
  if (step.kind === "said") return deliver("standard", "order-event", bodyOf(step, at, index), at);
  const { email, phone, state } = step;
  const consent = { state, opt_in_level: null, consent_updated_at: at };
  const customer = {
    id: 77,
    email,
    phone,
    updated_at: at,
    email_marketing_consent: consent,
    sms_marketing_consent: consent,
  };
  return deliver("shopify", "customers/update", customer, at);
};

const erase = async (world: World, { how, id, handle, email, dies }: Erasure, now: string): Promise<unknown> => {
  const deps = dying(world.deps, dies);
  const asked = { now, askedAt: now };
  if (how === "operator") return eraseCustomer([handle], asked, deps);
  if (how === "shop") return eraseSource("standard", asked, deps);
  if (how === "shopify") return eraseSource("shopify", asked, deps);
  const redact = { type: "customer.redact", customer: { id, ...(email !== undefined && { email }) } };
  return world.deliver("standard", "order-event", redact, now);
};
