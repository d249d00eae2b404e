import fc from "fast-check";
import { expect, it } from "vitest";
import { consentFor } from "../../../shared/model/consent.ts";
import { whoTheyAre } from "../../../shared/post/who-they-are.ts";
import { standardEvent } from "../../support/bodies.ts";
import { often } from "../../support/often.ts";
import { hash, settings } from "../../support/recording-deps.ts";
import { recordingWorld } from "../../support/recording-world.ts";

type World = ReturnType<typeof recordingWorld>;
type Said = {
  kind: "order" | "profile" | "redact";
  hasId: boolean;
  email?: string;
  name?: string;
  state?: string;
  day: number;
};

const addresses = ["mary@x.example", "mia@x.example"];
const said: fc.Arbitrary<Said> = fc.record(
  {
    kind: fc.constantFrom("order", "profile", "order", "profile", "redact"),
    hasId: fc.constantFrom(true, true, false),
    email: fc.constantFrom(...addresses),
    name: fc.constantFrom("Mary", "Zoe"),
    state: fc.constantFrom("granted", "denied"),
    day: fc.integer({ min: 1, max: 9 }),
  },
  { requiredKeys: ["kind", "hasId", "day"] },
);

const tell = async ({ kind, hasId, email, name, state, day }: Said, id: string, at: number, world: World) => {
  const updatedAt = `2026-11-0${day}T00:00:00.000Z`;
  const named = { ...(hasId && { id }), ...(email && { email }) };
  const told = {
    ...named,
    ...(name && { firstName: name }),
    ...(state && { marketingConsent: { state, at: updatedAt } }),
  };
  const bodies = {
    order: standardEvent({ id: `A-${at}`, updatedAt, customer: told }),
    profile: { type: "customer.updated", updatedAt, customer: told },
    redact: { type: "customer.redact", customer: named },
  };
  await world.deliver("standard", "order-event", bodies[kind]);
};

/** Who is mailed at which address, and which orders are kept. */
const after = async (all: readonly Said[], id: string) => {
  const world = recordingWorld();
  for (const [at, one] of all.entries()) await tell(one, id, at, world);
  await world.lookAgain();
  const { store } = world;
  const who = await whoTheyAre([...store.rows.customers.keys()], { ...store, hash, settings: settings() });
  const mailed = [...who.values()].flatMap(({ profile, consents, emailKey }) =>
    profile.email !== undefined && consentFor(consents, emailKey).state === "granted" ? [profile.email] : [],
  );
  return { mailed: mailed.sort(), orders: [...store.rows.orders.keys()].sort(), world };
};

it.each(["login@y.example", "+491701112223"])(
  "the login %s is mailed no more, and keeps no more, than an id",
  async (login) => {
    await fc.assert(
      fc.asyncProperty(fc.array(said, { minLength: 2, maxLength: 6 }), async (all) => {
        const [plain, hashed] = [await after(all, "M-7"), await after(all, login)];
        const besides = hashed.mailed.filter((address) => !plain.mailed.includes(address) && address !== login);
        expect(besides).toEqual([]);
        expect(plain.orders).toEqual(expect.arrayContaining(hashed.orders));
      }),
      { numRuns: often(150), seed: 20261130 },
    );
  },
);
