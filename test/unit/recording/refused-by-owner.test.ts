import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { consentFor } from "../../../shared/model/consent.ts";
import { isSomebody } from "../../../shared/model/customer.ts";
import { whoTheyAre } from "../../../shared/post/who-they-are.ts";
import { eraseCustomer } from "../../../shared/recording/erase-customer.ts";
import { shopifyOrder, standardEvent } from "../../support/bodies.ts";
import { stateOf } from "../../support/recording-deps.ts";
import { recordingWorld } from "../../support/recording-world.ts";

type World = ReturnType<typeof recordingWorld>;
type Step = (world: World) => Promise<unknown>;

const ANN = "ann@example.com";
const [refusedAt, agreedAt] = ["2026-11-10T12:00:00Z", "2026-11-15T12:00:00Z"];

const shopifyCustomer =
  (id: number, more: Record<string, unknown>): Step =>
  ({ deliver }) =>
    deliver("shopify", "customers/update", { id, email: ANN, phone: null, updated_at: refusedAt, ...more });
const shopifySays =
  (customer_id: number, state: string, consent_updated_at: string): Step =>
  ({ deliver }) =>
    deliver("shopify", "customers_email_marketing_consent/update", {
      ...{ customer_id, email_address: ANN },
      email_marketing_consent: { state, opt_in_level: null, consent_updated_at },
    });
const told =
  (customer: Record<string, unknown>, updatedAt: string): Step =>
  ({ deliver }) =>
    deliver("standard", "order-event", { type: "customer.updated", updatedAt, customer });
const ordered =
  (customer: Record<string, unknown>): Step =>
  ({ deliver }) =>
    deliver("standard", "order-event", standardEvent({ id: "T", customer }));
const saying = (state: "granted" | "denied", at: string) => ({ marketingConsent: { state, at } });

const stranger: Step = ({ deliver }) =>
  deliver(
    "shopify",
    "orders/create",
    shopifyOrder({
      ...{ id: 5900, admin_graphql_api_id: null, email: ANN, contact_email: ANN },
      customer: {
        ...{ id: 900, admin_graphql_api_id: null, email: ANN, verified_email: false, phone: null },
        ...{ first_name: "Otto", last_name: "Other" },
      },
    }),
  );
const ann = { first_name: "Ann", last_name: "Lee", verified_email: true };
const own = { id: "A", email: ANN, firstName: "Ann", lastName: "Lee" };
const otto = { email: ANN, firstName: "Otto", lastName: "Other" };

/** Of everybody who is mailed anywhere. */
const statesIn = async ({ store, deps }: World): Promise<string[]> => {
  const found = await whoTheyAre([...store.rows.customers.keys()], deps);
  return [...found.values()].flatMap(({ emailKey, consents }) =>
    emailKey === undefined ? [] : consentFor(consents, emailKey).state,
  );
};
const worldAfter = async (steps: readonly Step[]) => {
  const world = recordingWorld();
  for (const step of steps) await step(world);
  return world;
};

/** Of three. */
const permutations = <T>([a, b, c]: readonly T[]): T[][] =>
  [
    [a, b, c],
    [a, c, b],
    [b, a, c],
    [b, c, a],
    [c, a, b],
    [c, b, a],
  ].map((some) => some.filter((one) => one !== undefined));

const shopify = [shopifyCustomer(802, ann), shopifySays(802, "unsubscribed", refusedAt), stranger];
const cases: [string, Step[]][] = [
  ["another account of the source", [...shopify, shopifySays(900, "subscribed", agreedAt)]],
  [
    "another account whose profile says so",
    [
      ...shopify,
      shopifyCustomer(900, {
        ...{ first_name: "Otto", last_name: "Other", verified_email: false, updated_at: agreedAt },
        email_marketing_consent: { state: "subscribed", opt_in_level: null, consent_updated_at: agreedAt },
      }),
    ],
  ],
  [
    "an account of another source",
    [...shopify.slice(0, 2), ordered({ id: "O", ...otto, ...saying("granted", agreedAt) })],
  ],
  [
    "an account that tells no name",
    [
      told({ ...own, ...saying("denied", refusedAt) }, refusedAt),
      ordered({ id: "O", email: ANN, ...saying("granted", agreedAt) }),
    ],
  ],
  [
    "a guest who tells no name",
    [
      told({ ...own, ...saying("denied", refusedAt) }, refusedAt),
      ordered({ email: ANN, ...saying("granted", agreedAt) }),
    ],
  ],
  [
    "an account, where it was refused of the customer id alone",
    [
      told(own, "2026-11-01T12:00:00Z"),
      told({ id: "A", ...saying("denied", refusedAt) }, refusedAt),
      ordered({ id: "O", ...otto, ...saying("granted", agreedAt) }),
    ],
  ],
];

describe("a refusal by whom an address is of", () => {
  it.each(cases)(
    "outlasts the yes of %s that has but typed it, in whatever order that is told",
    async (_whose, steps) => {
      const plain = await worldAfter(steps);
      expect(new Set(await statesIn(plain))).toEqual(new Set(["denied"]));
      await fc.assert(
        fc.asyncProperty(fc.shuffledSubarray(steps, { minLength: steps.length }), async (some) => {
          const world = await worldAfter(some);
          expect(new Set(await statesIn(world))).toEqual(new Set(["denied"]));
          expect(stateOf(world.store).customers.filter(isSomebody)).toEqual(
            stateOf(plain.store).customers.filter(isSomebody),
          );
        }),
        { numRuns: 24, seed: 20261204 },
      );
    },
  );

  it.each(cases)("does so beside %s also once they are erased", async (_whose, steps) => {
    const world = await worldAfter(steps);
    const asked = { now: "2026-11-21T00:00:00.000Z", askedAt: "2026-11-21T00:00:00.000Z" };
    const whose = ["shopify:802", "standard:A"].filter((id) => world.store.rows.identities.has(id));
    await eraseCustomer(whose, asked, world.deps);
    await world.lookAgain();
    expect(await statesIn(world)).not.toContain("granted");
  });

  it.each([
    ["they agree themselves", told({ ...own, ...saying("granted", agreedAt) }, agreedAt)],
    ["their source tells it of the address alone", told({ email: ANN, ...saying("granted", agreedAt) }, agreedAt)],
  ])("is over once %s, for who has typed it as well", async (_what, agrees) => {
    const refuses = told({ ...own, ...saying("denied", refusedAt) }, refusedAt);
    const steps = [refuses, ordered({ id: "O", ...otto, ...saying("granted", agreedAt) }), agrees];
    for (const some of [steps, steps.toReversed()])
      expect(new Set(await statesIn(await worldAfter(some)))).toEqual(new Set(["granted"]));
  });

  it.each([
    ["nothing of consent", {}, "granted"],
    ["a yes that is older", saying("granted", "2026-11-12T12:00:00Z"), "granted"],
    ["a no", saying("denied", "2026-11-16T12:00:00Z"), "denied"],
  ])(
    "stays over when a guest's order comes that says %s, in whatever order that is told",
    async (_what, more, state) => {
      const steps = [
        told({ ...own, ...saying("denied", refusedAt) }, refusedAt),
        told({ email: ANN, ...saying("granted", agreedAt) }, agreedAt),
        ordered({ ...otto, ...more }),
      ];
      const plain = await worldAfter(steps);
      for (const some of permutations(steps)) {
        const world = await worldAfter(some);
        expect(new Set(await statesIn(world))).toEqual(new Set([state]));
        expect(stateOf(world.store).customers).toEqual(stateOf(plain.store).customers);
      }
    },
  );

  it("is not over by a guest's yes that is newer than one told of the address, and than the no", async () => {
    const steps = [
      told({ email: ANN, ...saying("granted", "2026-11-05T12:00:00Z") }, "2026-11-05T12:00:00Z"),
      told({ ...own, ...saying("denied", refusedAt) }, refusedAt),
      ordered({ ...otto, ...saying("granted", agreedAt) }),
    ];
    for (const some of permutations(steps))
      expect(new Set(await statesIn(await worldAfter(some)))).toEqual(new Set(["denied"]));
  });

  it("is no concern of an address of which no source says whose it is: the newest word holds", async () => {
    const steps = [
      ordered({ id: "A", email: ANN, ...saying("denied", refusedAt) }),
      ordered({ id: "A", email: ANN, ...saying("granted", agreedAt) }),
    ];
    expect(await statesIn(await worldAfter(steps))).toEqual(["granted"]);
  });
});
