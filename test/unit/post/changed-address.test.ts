import { describe, expect, it } from "vitest";
import { askedKeysOf, isSuppressed, isSuppressedAt } from "../../../shared/mail/is-suppressed.ts";
import { consentsOf } from "../../../shared/model/consent.ts";
import type { Customer } from "../../../shared/model/customer.ts";
import type { Message } from "../../../shared/model/message.ts";
import type { SuppressionReason } from "../../../shared/model/suppression.ts";
import { notifyShard } from "../../../shared/post/notify-shard.ts";
import { ownMessages } from "../../../shared/post/own-messages.ts";
import { standardEvent } from "../../support/bodies.ts";
import { asOf, customer, notifyWorld, winBack } from "../../support/notify-world.ts";
import { hash } from "../../support/recording-deps.ts";
import { recordingWorld } from "../../support/recording-world.ts";

const [before, now] = ["before@example.com", "now@example.com"].map((address) => hash(address)) as [string, string];

/** Somebody whose order stands with an address, and whose source says afterwards that another one is their own. */
const moved = async (): Promise<Customer> => {
  const world = recordingWorld();
  const told = { id: "7", email: "before@example.com", firstName: "Ada", emailConsent: { state: "granted" } };
  await world.deliver("standard", "order-event", standardEvent({ id: "1", customer: told }));
  const updatedAt = "2026-11-21T10:00:00Z";
  const customer = { ...told, email: "now@example.com" };
  await world.deliver("standard", "order-event", { type: "customer.updated", updatedAt, customer }, updatedAt);
  const found = [...world.store.rows.customers.values()].find(({ emailKey }) => emailKey === now);
  if (found === undefined) throw new Error("nobody has the new address");
  return found;
};
const message = (emailKey: string, customerId: string, more: Partial<Message> = {}): Message => ({
  ...{ emailKey, messageKey: "win-back#first#2026-09-01", customerId, runId: "2026-11-18-1", asOf: "2026-11-18" },
  ...{ owner: "someone", state: "sent", claimedAt: "2026-11-19T08:00:00.000Z", locale: "en", expiresAt: 2e9, ...more },
});
const agreed = consentsOf({ state: "granted", basis: "explicit" }, now);
const refused = (reason: SuppressionReason) =>
  new Map([[before, { emailKey: before, reason, at: "2026-11-19T09:00:00.000Z" }]]);

describe("who has another address by now", () => {
  it("refused mail where they had it before; a bounce there was that address's, and an erasure may be another's", async () => {
    const ada = await moved();
    expect(ada.identities).not.toContain(`email:${before}`);
    const of = (reason: SuppressionReason) => [
      isSuppressed(ada, refused(reason)),
      isSuppressedAt("sms", ada, refused(reason)),
    ];
    expect([of("unsubscribed"), of("complained")]).toEqual([
      [true, true],
      [true, true],
    ]);
    expect([of("bounced"), of("erased")]).toEqual([
      [false, false],
      [false, false],
    ]);
  });

  it("was written to there; what others were sent at it is not theirs", async () => {
    const ada = await moved();
    expect(askedKeysOf(ada)).toEqual([now, before]);
    const theirs = message(before, ada.customerId);
    expect(ownMessages(ada, [theirs, message(before, "standard:8"), message(now, "anybody")])).toEqual([
      theirs,
      message(now, "anybody"),
    ]);
  });

  it("is not written to about the same occasion again, nor after they unsubscribed", async () => {
    const ada = { ...(await moved()), days: customer("any").days, consents: agreed };
    const write = async (world: ReturnType<typeof notifyWorld>) => {
      await notifyShard({ runId: `${asOf}-1`, shard: 0 }, world.deps);
      return world.files.at(-1)?.map((row) => ("reason" in row ? row.reason : row.outcome));
    };
    const written = notifyWorld([winBack(ada.customerId)], [ada]);
    await written.deps.claimMessage(message(before, ada.customerId));
    expect(await write(written)).toEqual(["already-written"]);
    const gone = notifyWorld([winBack(ada.customerId)], [ada]);
    await gone.suppressions.suppress({ emailKey: before, reason: "unsubscribed", at: "2026-11-19T09:00:00.000Z" });
    expect(await write(gone)).toEqual(["suppressed"]);
    expect(await write(notifyWorld([winBack(ada.customerId)], [ada]))).toEqual(["sent"]);
  });
});
