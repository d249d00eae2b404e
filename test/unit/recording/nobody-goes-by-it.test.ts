import { describe, expect, it } from "vitest";
import { describeWho } from "../../../cli/who/describe-who.ts";
import { emailIdentity } from "../../../shared/model/identity.ts";
import { bearingHandles } from "../../../shared/recording/bearers.ts";
import { joinPersonsOf, partPerson } from "../../../shared/recording/decide-who.ts";
import { eraseHeld } from "../../../shared/recording/erase-held.ts";
import { exportCustomer } from "../../../shared/recording/export-customer.ts";
import { planJoinOf } from "../../../shared/recording/join-two.ts";
import { planSplit } from "../../../shared/recording/split-person.ts";
import { whoIs } from "../../../shared/recording/who-is.ts";
import { standardEvent } from "../../support/bodies.ts";
import { hash } from "../../support/recording-deps.ts";
import { recordingWorld } from "../../support/recording-world.ts";

type World = ReturnType<typeof recordingWorld>;
type Buyer = { id?: string; email?: string; firstName?: string; lastName?: string };

const now = "2026-11-21T00:00:00.000Z";
const wordAt = (minute: number) => ({ at: new Date(Date.UTC(2026, 10, 21, 0, minute)).toISOString(), by: "operator" });
const addressOf = (email: string) => emailIdentity(hash(email));
const [wang, ann, bo] = ["wang@example.com", "ann@example.com", "bo@example.com"].map(addressOf);

const told = async (buyers: readonly Buyer[]): Promise<World> => {
  const world = recordingWorld();
  for (const [at, customer] of buyers.entries())
    await world.deliver("standard", "order-event", standardEvent({ id: `${at + 1}`, customer }));
  return world;
};
const ordersIn = ({ store }: World) => [...store.rows.orders.keys()].sort();
const bearing = (identity: string, world: World) => bearingHandles([identity], world.deps);

const twoWithOneMailbox = () =>
  told([
    { id: "1", email: "wang@example.com", firstName: "伟", lastName: "王" },
    { id: "2", email: "wang@example.com", firstName: "芳", lastName: "李" },
    { id: "2", email: "ann@example.com", firstName: "芳", lastName: "李" },
  ]);
const overLimit = () =>
  told(Array.from({ length: 12 }, (_, at) => ({ id: `Z${at}`, email: "wang@example.com", firstName: `N${at}x` })));
const account = () =>
  told([
    { id: "7", email: "ann@example.com" },
    { id: "7", email: "bo@example.com" },
  ]);

describe("an identity by which nobody goes", () => {
  it("says with whom what bears it stands, after a join, too", async () => {
    const world = await twoWithOneMailbox();
    const others = ["standard:1", "standard:2"];
    expect(await whoIs([wang ?? ""], world.deps)).toMatchObject({ persons: [], standing: [{ orders: 2, others }] });
    await joinPersonsOf("standard:1", "standard:2", wordAt(1), world.deps);
    const who = await whoIs([wang ?? ""], world.deps);
    expect(who).toMatchObject({ persons: [], standing: [{ orders: 2, others: ["standard:1"] }] });
    expect(describeWho(who).join("\n")).toContain("stand with standard:1.");
  });

  it("is exported and erased as far as it is borne, and nothing else of those", async () => {
    const world = await twoWithOneMailbox();
    expect(await exportCustomer([wang ?? ""], world.deps)).toBeUndefined();
    const exported = await exportCustomer(await bearing(wang ?? "", world), world.deps, { reach: "held" });
    expect(exported?.orders.map(({ orderKey }) => orderKey)).toEqual(["standard#1", "standard#2"]);
    const erased = await eraseHeld(await bearing(wang ?? "", world), { now, askedAt: now }, world.deps);
    expect(erased).toMatchObject({ outcome: "erased", orders: 2, suppressed: 1 });
    await world.lookAgain();
    expect(ordersIn(world)).toEqual(["standard#3"]);
  });

  it("that leads to too many says it as well, and is exported", async () => {
    const world = await overLimit();
    const { standing } = await whoIs([wang ?? ""], world.deps);
    expect(standing).toMatchObject([{ tie: { reason: "too-many" }, orders: 12, others: { length: 12 } }]);
    const exported = await exportCustomer(await bearing(wang ?? "", world), world.deps, { reach: "held" });
    expect(exported?.orders).toHaveLength(12);
  });

  it("is said of an account whose orders go by their addresses", async () => {
    const world = await told([
      { id: "7", email: "ann@example.com", firstName: "Ann", lastName: "Ash" },
      { id: "7", email: "bo@example.com", firstName: "Bo", lastName: "Birch" },
    ]);
    const { standing } = await whoIs(["standard:7"], world.deps);
    expect(standing).toMatchObject([{ orders: 2, others: [ann, bo].sort() }]);
  });

  it("is not said of who is kept, nor of what nobody bears", async () => {
    const world = await account();
    expect((await whoIs(["standard:7", ann ?? "", wang ?? ""], world.deps)).standing).toEqual([]);
  });
});

describe("what a parting leaves without orders", () => {
  const join = async (a: string, b: string, world: World) => {
    const plan = await planJoinOf([a], [b], wordAt(9), world.deps);
    if ("refused" in plan) throw new Error(plan.refused);
    await joinPersonsOf(plan.a, plan.b, wordAt(9), world.deps);
  };

  it("is refused before it is done, where a part would get nothing", async () => {
    const world = await account();
    const request = { customer: ["standard:7"], parts: [[[bo ?? ""]]] };
    expect(await planSplit(request, wordAt(1), world.deps)).toEqual({ refused: "no-orders", part: 1 });
  });

  it("is not asked of an order's number, which parts nobody", async () => {
    const world = await account();
    const request = { customer: ["standard:7"], parts: [[[bo ?? ""]], [["standard:7"], ["order:standard#1"]]] };
    expect(await planSplit(request, wordAt(1), world.deps)).toEqual({ refused: "an-order", part: 2, name: 2 });
  });

  it("is parted again by the command that takes a join back, and offered to nobody who is one buyer", async () => {
    const world = await told([
      { id: "7", email: "ann@example.com" },
      { id: "7", email: "bo@example.com" },
      { id: "8" },
    ]);
    await partPerson([[bo ?? ""], ["standard:7", ann ?? ""]], wordAt(1), world.deps);
    await join("standard:8", bo ?? "", world);
    const back = { customer: ["standard:8"], parts: [[["standard:8"]], [[bo ?? ""]]] };
    const plan = await planSplit(back, wordAt(10), world.deps);
    if ("refused" in plan) throw new Error(plan.refused);
    await partPerson(plan.sides, wordAt(10), world.deps);
    expect((await whoIs([bo ?? ""], world.deps)).standing).toMatchObject([{ others: ["standard:7"] }]);
    const one = await told([{ id: "7", email: "ann@example.com" }]);
    expect(describeWho(await whoIs(["standard:7"], one.deps)).join("\n")).not.toContain("rouse split");
  });

  it("stays addressable, and is joined again", async () => {
    const world = await account();
    await partPerson([[bo ?? ""], ["standard:7", ann ?? ""]], wordAt(1), world.deps);
    expect((await whoIs([bo ?? ""], world.deps)).standing).toMatchObject([{ orders: 1, others: ["standard:7"] }]);
    await join("standard:7", bo ?? "", world);
    expect((await whoIs([bo ?? ""], world.deps)).persons).toMatchObject([{ customerId: "standard:7" }]);
  });

  it("of an account between two parts is joined again, with one of them or with both", async () => {
    const world = await account();
    await partPerson([[ann ?? ""], [bo ?? ""]], wordAt(1), world.deps);
    const { standing } = await whoIs(["standard:7"], world.deps);
    expect(standing).toMatchObject([{ tie: { joins: [], apart: 2 }, orders: 2, others: [ann, bo].sort() }]);
    await join("standard:7", ann ?? "", world);
    const [person] = (await whoIs(["standard:7"], world.deps)).persons;
    expect(person?.identities).toMatchObject([{ joins: [ann], apart: 1 }, {}]);
    expect(describeWho({ persons: person ? [person] : [], nobody: [], standing: [], sales: [] }).join("\n")).toContain(
      "joins 1 address",
    );
    await join("standard:7", bo ?? "", world);
    expect((await whoIs(["standard:7"], world.deps)).persons[0]?.identities).toHaveLength(3);
  });
});
