import { describe, expect, it } from "vitest";
import { describeErased } from "../../../cli/who/describe-erased.ts";
import { isAlreadyWritten } from "../../../shared/campaigns/already-written.ts";
import { isOverLimit } from "../../../shared/campaigns/over-limit.ts";
import { type Message, UNNAMED } from "../../../shared/model/message.ts";
import { eraseCustomer } from "../../../shared/recording/erase-customer.ts";
import { standardEvent } from "../../support/bodies.ts";
import { hash, settings } from "../../support/recording-deps.ts";
import { recordingWorld } from "../../support/recording-world.ts";

const NOW = "2026-11-21T00:00:00.000Z";
const address = "wang@example.com";

const written = (customerId: string, more: Partial<Message> = {}): Message => ({
  emailKey: hash(address),
  messageKey: "win-back#first#2026-05-29",
  customerId,
  runId: "2026-11-20-1",
  asOf: "2026-11-20",
  owner: "a worker",
  claimedAt: "2026-11-20T23:59:00.000Z",
  state: "sent",
  locale: "zh-CN",
  expiresAt: 1_900_000_000,
  ...more,
});

/** Two with one mailbox, whose names share no part; one of them was written to. */
const twoWithOneMailbox = async () => {
  const world = recordingWorld();
  const buy = (id: string, firstName: string, lastName: string) =>
    world.deliver(
      "standard",
      "order-event",
      standardEvent({ id, customer: { id, email: address, firstName, lastName } }),
    );
  await buy("1", "伟", "王");
  await buy("2", "芳", "李");
  await world.store.claimMessage(written("standard:1"));
  const erase = (id: string) => eraseCustomer([`standard:${id}`], { now: NOW, askedAt: NOW }, world.deps);
  const ledger = () => [...world.store.rows.messages.values()];
  return { world, buy, erase, ledger };
};

describe("an erasure at an address that somebody else has as well", () => {
  it("keeps in the ledger that the address was written to, without whom: it is not written to twice", async () => {
    const { erase, ledger, world } = await twoWithOneMailbox();
    expect(await erase("1")).toMatchObject({ outcome: "erased", messages: 1, suppressed: 0, shared: 1 });
    await world.lookAgain();
    expect(ledger()).toEqual([written(UNNAMED)]);
    const candidate = { customerId: "standard:2", campaignId: "win-back", step: "first", occurrence: "2026-05-29" };
    const facts = {
      candidate,
      trigger: { on: "tier-entered" as const, tiers: ["asleep" as const] },
      emailKey: hash(address),
      lastDay: "2026-05-29",
    };
    expect(ledger().some((message) => isAlreadyWritten(message, facts))).toBe(true);
    expect(isOverLimit(ledger(), NOW, settings().mail.limits)).toBe(true);
    expect(world.store.rows.suppressions.size).toBe(0);
  });

  it("leaves no customer id in a claim that was made when it had read the ledger", async () => {
    const { world, ledger } = await twoWithOneMailbox();
    const readMessagesTo: typeof world.deps.readMessagesTo = async (keys) => {
      const read = await world.store.readMessagesTo(keys);
      await world.store.claimMessage(written("standard:1", { messageKey: "birthday#first#2026", state: "claimed" }));
      return read;
    };
    await eraseCustomer(["standard:1"], { now: NOW, askedAt: NOW }, { ...world.deps, readMessagesTo });
    await world.lookAgain();
    expect(ledger().map(({ customerId }) => customerId)).toEqual([UNNAMED, UNNAMED]);
  });

  it("by the shop's request does the same", async () => {
    const { world, ledger } = await twoWithOneMailbox();
    await world.deliver("standard", "order-event", { type: "customer.redact", customer: { id: "1" } });
    await world.lookAgain();
    expect(ledger()).toEqual([written(UNNAMED)]);
    expect(world.store.rows.suppressions.size).toBe(0);
  });

  it("of a handle by which nobody goes ends nobody's right to mail", async () => {
    const { world, ledger } = await twoWithOneMailbox();
    await eraseCustomer([`email:${hash(address)}`], { now: NOW, askedAt: NOW, unknown: "not-noted" }, world.deps);
    expect([world.store.rows.suppressions.size, ledger().length]).toEqual([0, 1]);
  });

  it("suppresses it with the last who has it, and takes all away that was written there", async () => {
    const { erase, ledger, world } = await twoWithOneMailbox();
    await erase("1");
    expect(await erase("2")).toMatchObject({ suppressed: 1, shared: 0 });
    await world.lookAgain();
    expect([ledger(), [...world.store.rows.suppressions.keys()]]).toEqual([[], [hash(address)]]);
  });
});

it("an erasure says at which addresses nobody is written to any more, and at which others are", () => {
  const told = (suppressed: number, shared: number) =>
    describeErased({ orders: 1, messages: 1, suppressed, shared }).join(" ");
  expect(told(1, 0)).toContain("never mailed again");
  expect(told(1, 0)).not.toContain("somebody else");
  expect(told(0, 1)).toContain("somebody else's as well");
  expect(told(0, 1)).not.toContain("never mailed again");
  expect(told(0, 0)).toBe("Erased: 1 order and 1 message.");
});
