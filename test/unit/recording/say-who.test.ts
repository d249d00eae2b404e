import { describe, expect, it } from "vitest";
import { describeWho } from "../../../cli/who/describe-who.ts";
import { isSomebody } from "../../../shared/model/customer.ts";
import { emailIdentity, phoneIdentity } from "../../../shared/model/identity.ts";
import { joinPersonsOf, partPerson } from "../../../shared/recording/decide-who.ts";
import { eraseCustomer } from "../../../shared/recording/erase-customer.ts";
import { exportCustomer } from "../../../shared/recording/export-customer.ts";
import { planJoinOf } from "../../../shared/recording/join-two.ts";
import { planSplit } from "../../../shared/recording/split-person.ts";
import { whoIs } from "../../../shared/recording/who-is.ts";
import { standardEvent } from "../../support/bodies.ts";
import { hash, settings } from "../../support/recording-deps.ts";
import { recordingWorld } from "../../support/recording-world.ts";

type World = ReturnType<typeof recordingWorld>;
type Buyer = { id?: string; email?: string; phone?: string; firstName?: string; lastName?: string };

const wordAt = (minute: number) => ({
  at: new Date(Date.UTC(2026, 10, 21, 0, minute)).toISOString(),
  by: "operator",
});
const addressOf = (email: string) => emailIdentity(hash(email));
const [ann, bo, cy] = ["ann@example.com", "bo@example.com", "cy@example.com"].map(addressOf);
const account = "standard:7";

const order = (world: World, id: string, customer: Buyer) =>
  world.deliver("standard", "order-event", standardEvent({ id, customer }));

/** Ann's account, in which Bo's orders lie, too. */
const shared = async () => {
  const world = recordingWorld();
  await order(world, "1", { id: "7", email: "ann@example.com" });
  await order(world, "2", { id: "7", email: "bo@example.com" });
  await order(world, "3", { email: "bo@example.com" });
  return world;
};

const split = async (world: World, customer: string, parts: string[][], minute = 1) => {
  const request = { customer: [customer], parts: parts.map((part) => part.map((one) => [one])) };
  const plan = await planSplit(request, wordAt(minute), world.deps);
  if ("refused" in plan) return plan;
  await partPerson(plan.sides, wordAt(minute), world.deps);
  return plan;
};

const customersIn = ({ store }: World) =>
  [...store.rows.customers.values()].filter(isSomebody).map(({ identities }) => [...identities].sort());

describe("rouse split", () => {
  it("gives each part its orders; those of an account between them go by their addresses", async () => {
    const world = await shared();
    const plan = await split(world, account, [[ann ?? ""], [bo ?? ""]]);
    if ("refused" in plan) throw new Error(plan.refused);
    const after = plan.decision.after.map(({ holders }) =>
      holders.flatMap(({ entries }) => Object.keys(entries)).sort(),
    );
    expect(after.filter((orders) => orders.length > 0).sort()).toEqual([["standard#1"], ["standard#2", "standard#3"]]);
    const now = await whoIs([ann ?? "", bo ?? ""], world.deps);
    expect(now.persons.map(({ holders }) => holders.reduce((sum, one) => sum + one.orders, 0)).sort()).toEqual([1, 2]);
  });

  it("shows what a split would do by the rows it would write, and writes none", async () => {
    const world = await shared();
    const before = structuredClone(world.store.rows.identities);
    const request = { customer: [account], parts: [[[ann ?? ""]], [[bo ?? ""]]] };
    expect(await planSplit(request, wordAt(1), world.deps)).toMatchObject({ decision: { before: [{}] } });
    expect(world.store.rows.identities).toEqual(before);
  });

  it("parts one from all the rest, where one part alone is named", async () => {
    const world = await shared();
    await split(world, account, [[bo ?? ""]]);
    expect(customersIn(world)).toEqual(expect.arrayContaining([[bo], [account, ann].sort()]));
  });

  it("refuses who is not theirs, who is named twice, and what leaves nobody on the other side", async () => {
    const world = await shared();
    await order(world, "9", { email: "cy@example.com" });
    const parts = (...all: (string | undefined)[][]) => all.map((part) => part.map((one) => one ?? ""));
    expect(await split(world, account, parts([ann], [cy]))).toEqual({ refused: "not-theirs", part: 2, name: 1 });
    expect(await split(world, account, parts([ann], [bo, ann]))).toEqual({ refused: "twice", part: 2, name: 2 });
    expect(await split(world, account, parts([ann, bo, account]))).toEqual({ refused: "nothing-to-part" });
    expect(await split(world, "standard:404", parts([ann]))).toEqual({ refused: "nobody", nobody: [] });
  });

  it("can be said again, and be taken back by rouse join", async () => {
    const world = await shared();
    await split(world, account, [[ann ?? ""], [bo ?? ""]]);
    const once = customersIn(world);
    await split(world, account, [[ann ?? ""], [bo ?? ""]], 2);
    expect(customersIn(world)).toEqual(once);
    await joinPersonsOf(ann ?? "", bo ?? "", wordAt(3), world.deps);
    expect(customersIn(world)).toEqual([[account, ann, bo].sort()]);
  });

  it("is followed by erasure, and by the export: the other keeps what is theirs", async () => {
    const world = await shared();
    await split(world, account, [[account, ann ?? ""], [bo ?? ""]]);
    const erasing = { now: "2026-11-22T00:00:00.000Z", askedAt: "2026-11-22T00:00:00.000Z" };
    const exported = await exportCustomer([bo ?? ""], world.deps);
    expect(exported?.orders.map(({ orderKey }) => orderKey)).toEqual(["standard#3"]);
    await eraseCustomer([bo ?? ""], erasing, world.deps);
    expect([...world.store.rows.orders.keys()].sort()).toEqual(["standard#1", "standard#2"]);
  });
});

describe("rouse join", () => {
  it("joins who was as near to two parts with one of them, against the parting", async () => {
    const world = await shared();
    await split(world, account, [[ann ?? ""], [bo ?? ""]]);
    await joinPersonsOf(account, ann ?? "", wordAt(2), world.deps);
    expect(customersIn(world)).toEqual(expect.arrayContaining([[account, ann].sort(), [bo]]));
  });

  it("takes back the parting of the two alone, where there were three parts", async () => {
    const world = await shared();
    await order(world, "4", { id: "7", email: "cy@example.com" });
    await split(world, account, [[ann ?? ""], [bo ?? ""], [cy ?? ""]]);
    await joinPersonsOf(ann ?? "", bo ?? "", wordAt(2), world.deps);
    expect((await whoIs([ann ?? ""], world.deps)).persons[0]?.identities.map(({ identity }) => identity)).toContain(bo);
    expect((await whoIs([cy ?? ""], world.deps)).persons[0]?.identities.map(({ identity }) => identity)).not.toContain(
      ann,
    );
  });

  it("warns where names share no part, and refuses who names nobody, with the reason", async () => {
    const world = recordingWorld();
    await order(world, "1", { email: "ann@example.com", firstName: "Ann", lastName: "Alba" });
    await order(world, "2", { email: "bo@example.com", firstName: "Bo", lastName: "Bauer" });
    await order(world, "3", { email: "noreply@example.com" });
    const nobody = addressOf("noreply@example.com");
    expect(await planJoinOf([ann ?? ""], [bo ?? ""], wordAt(1), world.deps)).toMatchObject({ namesDiffer: true });
    expect(await planJoinOf([ann ?? ""], [nobody], wordAt(1), world.deps)).toMatchObject({
      refused: "nobody",
      which: "second",
      nobody: [{ identity: nobody, reason: "placeholder", address: "placeholder" }],
    });
  });
});

describe("rouse who", () => {
  it("tells identities, holders, the words that hold, and what an order's number leads to", async () => {
    const world = await shared();
    await joinPersonsOf(account, ann ?? "", wordAt(1), world.deps);
    const { persons } = await whoIs(["order:standard#3"], world.deps);
    expect(persons).toHaveLength(1);
    expect(persons[0]).toMatchObject({
      customerId: account,
      identities: [{ identity: account, reason: "joins", leads: { addresses: 2 } }, {}, {}],
      words: [{ said: "together", at: wordAt(1).at, by: "operator" }],
    });
    expect(persons[0]?.holders.map(({ orders }) => orders)).toEqual([1, 1, 1]);
  });

  it("lists who bears the same phone number, and joins nobody by it; so does an export, by identities alone", async () => {
    const world = recordingWorld();
    await order(world, "1", { id: "7", email: "ann@example.com", phone: "+491701234567" });
    await order(world, "2", { id: "8", email: "bo@example.com", phone: "+491701234567" });
    const trace = { by: "phone", shared: phoneIdentity(hash("+491701234567")), other: "standard:8" };
    expect((await whoIs([account], world.deps)).persons[0]?.weak).toEqual([trace]);
    expect((await exportCustomer([account], world.deps))?.notReached).toEqual([trace]);
  });

  it("offers each other person once, and to part no customer id from its own address", async () => {
    const world = recordingWorld();
    const updated = (customer: Buyer) =>
      world.deliver("standard", "order-event", {
        type: "customer.updated",
        updatedAt: "2026-11-19T10:00:00Z",
        customer,
      });
    await updated({ id: "7", email: "ann@example.com", phone: "+491701234567" });
    expect(describeWho(await whoIs([account], world.deps)).join("\n")).not.toContain("rouse split");
    await order(world, "1", { id: "7", email: "bo@example.com", phone: "+491701234567" });
    await order(world, "2", { email: "bo@example.com", phone: "+491701234567" });
    await updated({ id: "8", email: "bo@example.com", phone: "+491701234567" });
    const lines = describeWho(await whoIs([account], world.deps));
    expect(lines.filter((line) => line.includes("rouse join"))).toEqual([
      expect.stringContaining(`rouse join ${account} standard:8`),
    ]);
  });

  it.each([
    [{ firstName: "Ann", lastName: "Lee" }, "name known"],
    [{ firstName: "A.", lastName: "L." }, "a name that tells nobody apart"],
    [{ firstName: "", lastName: "4711" }, "a name that tells nobody apart"],
    [{ lastName: "Guest" }, "a name that tells nobody apart"],
    [{ firstName: " " }, "no name"],
    [{}, "no name"],
  ])("says what the name told is worth: of %j %s", async (name, words) => {
    const world = recordingWorld();
    await order(world, "1", { id: "7", email: "ann@example.com", ...name });
    expect(describeWho(await whoIs([account], world.deps)).join("\n")).toContain(`; ${words}`);
  });

  it("says of who leads to too many by which numbers", async () => {
    const world = recordingWorld(settings({ identity: { account: { addresses: 1 } } }));
    await order(world, "1", { id: "7", email: "ann@example.com" });
    await order(world, "2", { id: "7", email: "bo@example.com" });
    expect((await whoIs([account], world.deps)).nobody).toMatchObject([
      { identity: account, reason: "too-many", leads: { addresses: 2 }, limits: { addresses: 1 } },
    ]);
  });
});

describe("rouse who", () => {
  it("says of an order that names nobody that it is a sale, and what it came to", async () => {
    const world = recordingWorld();
    await order(world, "15", {});
    const told = await whoIs(["order:standard#15"], world.deps);
    expect(told).toMatchObject({ persons: [], nobody: [] });
    expect(describeWho(told)).toEqual(["standard#15  a sale that names nobody: 25.00 USD on 2026-11-19"]);
    const unpaid = told.sales.map((sale) => ({
      ...sale,
      counted: { state: "not-counted" as const, reason: "unpaid" as const },
    }));
    expect(describeWho({ ...told, sales: unpaid }).join()).toContain("on 2026-11-19, not counted: unpaid");
  });
});
