import { describe, expect, it } from "vitest";
import { isSomebody } from "../../../shared/model/customer.ts";
import { emailIdentity } from "../../../shared/model/identity.ts";
import { joinPersonsOf, partPerson } from "../../../shared/recording/decide-who.ts";
import { shopifyOrder, standardEvent } from "../../support/bodies.ts";
import { hash } from "../../support/recording-deps.ts";
import { recordingWorld } from "../../support/recording-world.ts";

type World = ReturnType<typeof recordingWorld>;

const word = { at: "2026-11-21T00:00:00.000Z", by: "operator" };
const [ann, bo] = ["ann@example.com", "bo@example.com"];
const addressOf = (email: string) => emailIdentity(hash(email));

const order = (world: World, id: string, customer: { id?: string; email?: string }) =>
  world.deliver("standard", "order-event", standardEvent({ id, customer }));

/** Whose orders lie together. */
const peopleIn = ({ store }: World): string[][] =>
  [...store.rows.customers.values()]
    .filter(isSomebody)
    .map(({ holders }) =>
      [...store.rows.orders.values()]
        .filter(({ holder = "" }) => holders.includes(holder))
        .map(({ orderKey }) => orderKey.slice("standard#".length))
        .sort(),
    )
    .filter((orders) => orders.length > 0)
    .sort((a, b) => ((a[0] ?? "") < (b[0] ?? "") ? -1 : 1));

const shared = async (world: World) => {
  await order(world, "1", { id: "7", email: ann });
  await order(world, "2", { email: bo });
  await order(world, "3", { id: "7", email: bo });
};

describe("an operator's word", () => {
  it("parts one customer id's addresses, and later orders do not join them again", async () => {
    const world = recordingWorld();
    await shared(world);
    expect(peopleIn(world)).toEqual([["1", "2", "3"]]);
    await partPerson([["standard:7", addressOf(ann)], [addressOf(bo)]], word, world.deps);
    expect(peopleIn(world)).toEqual([["1", "3"], ["2"]]);
    await order(world, "4", { id: "7", email: bo });
    await order(world, "5", { id: "8", email: bo });
    await order(world, "6", { id: "8", email: ann });
    expect(peopleIn(world)).toEqual([
      ["1", "3", "4", "6"],
      ["2", "5"],
    ]);
  });

  it("ends the same whether it is said before the orders come or after", async () => {
    const [early, late] = [recordingWorld(), recordingWorld()];
    await order(early, "1", { id: "7", email: ann });
    await order(early, "2", { email: bo });
    const sides = [["standard:7", addressOf(ann)], [addressOf(bo)]];
    await partPerson(sides, word, early.deps);
    await order(early, "3", { id: "7", email: bo });
    await shared(late);
    await partPerson(sides, word, late.deps);
    expect(peopleIn(early)).toEqual(peopleIn(late));
  });

  it("joins two customers, and each takes back the other", async () => {
    const world = recordingWorld();
    await order(world, "1", { id: "7", email: ann });
    await order(world, "2", { email: bo });
    await joinPersonsOf("standard:7", addressOf(bo), word, world.deps);
    expect(peopleIn(world)).toEqual([["1", "2"]]);
    await partPerson([["standard:7", addressOf(ann)], [addressOf(bo)]], word, world.deps);
    expect(peopleIn(world)).toEqual([["1"], ["2"]]);
    await joinPersonsOf(addressOf(ann), addressOf(bo), word, world.deps);
    expect(peopleIn(world)).toEqual([["1", "2"]]);
    expect(world.store.rows.identities.get("standard:7")?.apart).toBeUndefined();
  });
});

describe("a merge of two customers in the shop", () => {
  const merge = {
    admin_graphql_api_customer_kept_id: "gid://shopify/Customer/7",
    admin_graphql_api_customer_deleted_id: "gid://shopify/Customer/8",
    admin_graphql_api_job_id: null,
    status: "completed",
    errors: [],
  };
  const buy = (world: World, id: number, email: string) =>
    world.deliver(
      "shopify",
      "orders/create",
      shopifyOrder({
        ...{ id: 5000 + id, admin_graphql_api_id: null, email, contact_email: null },
        customer: { id, email, phone: null, first_name: id === 7 ? "Ann" : "Bo", last_name: null },
      }),
    );

  it.each(["before", "between", "after"])("makes one of them, told %s their orders", async (when) => {
    const world = recordingWorld();
    const tell = (now: string) => (now === when ? world.deliver("shopify", "customers/merge", merge) : undefined);
    await tell("before");
    await buy(world, 7, ann);
    await tell("between");
    await buy(world, 8, bo);
    await tell("after");
    expect([...world.store.rows.customers.values()].filter(isSomebody)).toMatchObject([{ customerId: "shopify:7" }]);
  });

  it("joins nobody while it goes on, or where it failed", async () => {
    const world = recordingWorld();
    await buy(world, 7, ann);
    await buy(world, 8, bo);
    for (const status of ["in_progress", "failed", "requested", null])
      expect(await world.deliver("shopify", "customers/merge", { ...merge, status })).toEqual({ outcome: "ignored" });
    expect([...world.store.rows.customers.values()].filter(isSomebody)).toHaveLength(2);
  });
});
