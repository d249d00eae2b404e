import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isSomebody } from "../../../shared/model/customer.ts";
import { emailIdentity } from "../../../shared/model/identity.ts";
import { whoTheyAre } from "../../../shared/post/who-they-are.ts";
import { partPerson } from "../../../shared/recording/decide-who.ts";
import { eraseCustomer } from "../../../shared/recording/erase-customer.ts";
import { standardEvent } from "../../support/bodies.ts";
import { hash, stateOf } from "../../support/recording-deps.ts";
import { recordingWorld } from "../../support/recording-world.ts";

type Buyer = { id?: string; email?: string; firstName: string; lastName: string };

const ann: Buyer = { id: "55", email: "ann@example.com", firstName: "Ann", lastName: "Ash" };
const bo: Buyer = { id: "55", email: "bo@example.com", firstName: "Bo", lastName: "Birch" };
const cy: Buyer = { id: "55", email: "cy@example.com", firstName: "Cy", lastName: "Cole" };
const nowhere: Buyer = { id: "55", firstName: "Di", lastName: "Dunn" };
const [annsAddress, bosAddress, cysAddress] = [ann, bo, cy].map(({ email = "" }) => emailIdentity(hash(email)));

const told = async (buyers: readonly Buyer[]) => {
  const world = recordingWorld();
  for (const customer of buyers)
    await world.deliver("standard", "order-event", standardEvent({ id: customer.firstName, customer }));
  return world;
};

/** Customers by their ids, each with whose orders are theirs. */
const customersIn = ({ store }: Awaited<ReturnType<typeof told>>): Record<string, string[]> =>
  Object.fromEntries(
    [...store.rows.customers.values()]
      .filter(isSomebody)
      .map(({ customerId, holders }) => [
        customerId,
        [...store.rows.orders.values()]
          .filter(({ holder = "" }) => holders.includes(holder))
          .map(({ orderKey }) => orderKey.slice("standard#".length)),
      ]),
  );

describe("an account with names that share no part", () => {
  it.each([2, 3])("becomes %i customers by their addresses", async (people) => {
    const all = { [annsAddress ?? ""]: ["Ann"], [bosAddress ?? ""]: ["Bo"], [cysAddress ?? ""]: ["Cy"] };
    const world = await told([ann, bo, cy].slice(0, people));
    expect(customersIn(world)).toEqual(Object.fromEntries(Object.entries(all).slice(0, people)));
  });

  it("keeps what was ordered without an address", async () => {
    expect(customersIn(await told([ann, nowhere, bo]))).toEqual({
      [annsAddress ?? ""]: ["Ann"],
      [bosAddress ?? ""]: ["Bo"],
      "standard:55": ["Di"],
    });
  });

  it("gives somebody's order to whoever has the address for an account of theirs", async () => {
    const world = await told([ann, bo, { ...ann, id: "56", firstName: "Annie" }]);
    expect(customersIn(world)).toEqual({ "standard:56": ["Ann", "Annie"], [bosAddress ?? ""]: ["Bo"] });
  });

  it("gives nobody an order at their address under another name", async () => {
    const world = await told([ann, bo, { ...cy, id: "56", email: "ann@example.com" }]);
    expect(customersIn(world)).toEqual({
      "standard:56": ["Cy"],
      [annsAddress ?? ""]: ["Ann"],
      [bosAddress ?? ""]: ["Bo"],
    });
  });

  it("joins the address that its source says is its own, and who shares its name", async () => {
    const eve = { ...cy, firstName: "Eve", lastName: "Ash" };
    const own = { id: "55", email: "ann@example.com", firstName: "Ann", lastName: "Ash" };
    const updated = { type: "customer.updated", updatedAt: "2026-04-01T10:00:00Z", customer: own };
    const orders = [ann, bo, nowhere, eve].map((customer) => standardEvent({ id: customer.firstName, customer }));
    for (const bodies of [
      [updated, ...orders],
      [...orders, updated],
      [...orders.slice(2), updated, ...orders.slice(0, 2)],
    ]) {
      const world = recordingWorld();
      for (const body of bodies) await world.deliver("standard", "order-event", body);
      const [account = [], ...others] = Object.values(customersIn(world)).sort((a, b) => b.length - a.length);
      expect([account.sort(), ...others]).toEqual([["Ann", "Di", "Eve"], ["Bo"]]);
    }
  });

  it("is of nobody with an address of its own and no name, where those of others differ", async () => {
    const updated = { type: "customer.updated", updatedAt: "2026-04-01T10:00:00Z" };
    const world = await told([bo, cy]);
    await world.deliver("standard", "order-event", { ...updated, customer: { id: "55", email: "ann@example.com" } });
    expect(customersIn(world)).toEqual({ "standard:55": [], [bosAddress ?? ""]: ["Bo"], [cysAddress ?? ""]: ["Cy"] });
  });

  it("given anew with each order to one address and name is one customer, however often", async () => {
    const world = recordingWorld();
    for (let at = 0; at < 14; at++)
      await world.deliver(
        "standard",
        "order-event",
        standardEvent({ id: `${at}`, customer: { ...ann, id: `c${at}` } }),
      );
    expect(Object.values(customersIn(world)).map((orders) => orders.length)).toEqual([14]);
  });

  it("given anew with each order to one address and no name is one customer, however often", async () => {
    const world = recordingWorld();
    const guest = (at: number) => ({ id: `c${at}`, email: "ann@example.com" });
    for (let at = 1; at <= 14; at++) {
      const orderedAt = `2026-01-${String(at).padStart(2, "0")}T12:00:00Z`;
      await world.deliver("standard", "order-event", standardEvent({ id: `${at}`, orderedAt, customer: guest(at) }));
    }
    expect(Object.values(customersIn(world)).map((orders) => orders.length)).toEqual([14]);
  });

  it("of three people whose names are in three scripts is each of them by their address", async () => {
    const [john, wei, ivan] = [
      { ...ann, firstName: "John", lastName: "Smith" },
      { ...bo, firstName: "伟", lastName: "王" },
      { ...cy, firstName: "Иван", lastName: "Петров" },
    ];
    const each = { [annsAddress ?? ""]: ["John"], [bosAddress ?? ""]: ["伟"], [cysAddress ?? ""]: ["Иван"] };
    for (const some of [
      [john, wei, ivan],
      [ivan, wei, john],
    ])
      expect(customersIn(await told(some))).toEqual(each);
  });

  it("names those by their addresses before a mail, too, and not the account", async () => {
    const world = await told([ann, bo]);
    const found = await whoTheyAre(["standard:55", annsAddress ?? "", bosAddress ?? ""], world.deps);
    expect([...found.keys()].sort()).toEqual([annsAddress, bosAddress].sort());
  });

  it("loses one of them with an erasure, and not the others", async () => {
    const world = await told([ann, bo, cy]);
    const now = "2026-11-21T00:00:00.000Z";
    await eraseCustomer([bosAddress ?? ""], { now, askedAt: now }, world.deps);
    await world.lookAgain();
    expect(customersIn(world)).toEqual({ [annsAddress ?? ""]: ["Ann"], [cysAddress ?? ""]: ["Cy"] });
  });

  it("comes to the same persons in any order of the events", async () => {
    const all = [ann, bo, cy, nowhere, { ...ann, id: "56", firstName: "Annie" }, { ...cy, id: "57", firstName: "Eve" }];
    const plain = stateOf((await told(all)).store);
    await fc.assert(
      fc.asyncProperty(fc.shuffledSubarray(all, { minLength: all.length }), async (some) => {
        expect(stateOf((await told(some)).store)).toEqual(plain);
      }),
      { numRuns: 30, seed: 20261129 },
    );
  });
});

describe("a guest's order at an address that is somebody's own", () => {
  const own = { type: "customer.updated", updatedAt: "2026-05-01T10:00:00Z", customer: { ...ann, id: "56" } };
  const account = (firstName: string) => standardEvent({ id: firstName, customer: { ...ann, id: "56" } });
  const guest = (firstName: string, lastName: string) =>
    standardEvent({ id: firstName, customer: { email: "ann@example.com", firstName, lastName } });

  it.each([
    ["is nobody's under a name that shares no part with theirs", guest("Otto", "Other"), ["Ann"]],
    ["is theirs under a name that shares a part", guest("Otto", "Ash"), ["Ann", "Otto"]],
  ])("%s", async (_what, theirs, orders) => {
    const all = [own, account("Ann"), theirs];
    for (const bodies of [all, all.toReversed(), [theirs, own, account("Ann")]]) {
      const world = recordingWorld();
      for (const body of bodies) await world.deliver("standard", "order-event", body);
      expect(Object.values(customersIn(world)).map((ids) => ids.sort())).toEqual([orders]);
      const [customer] = [...world.store.rows.customers.values()].filter(isSomebody);
      if (orders.length === 1) expect(customer?.profile.lastName).toBe("Ash");
      expect([...world.store.rows.customers.values()].filter(({ sales }) => sales)).toHaveLength(2 - orders.length);
    }
  });

  it("is a customer's of its own once an operator has parted the address from them", async () => {
    const world = recordingWorld();
    for (const body of [own, account("Ann"), guest("Otto", "Other")])
      await world.deliver("standard", "order-event", body);
    const word = { at: "2026-11-21T00:00:00.000Z", by: "operator" };
    await partPerson([["standard:56"], [annsAddress ?? ""]], word, world.deps);
    expect(customersIn(world)).toEqual({ "standard:56": ["Ann"], [annsAddress ?? ""]: ["Otto"] });
  });
});
