import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { recordMailEvent } from "../../../functions/record-mail-events/record-mail-events.ts";
import { memoryMessages } from "../../../shared/adapters/memory-messages.ts";
import type { MessageState } from "../../../shared/model/message.ts";
import { fakeMailFeedback } from "../../support/fake-mail-feedback.ts";
import { fakeSuppressions } from "../../support/fake-suppressions.ts";
import { bounce, complaint, event, message } from "../../support/mail-events.ts";

/** Every kind of event with the state that it proves, in the order of what weighs more. */
const kinds: readonly { body: object; proves: MessageState; suppresses: boolean }[] = [
  { body: bounce("Transient", "General"), proves: "claimed", suppresses: false },
  { body: complaint({ complaintFeedbackType: "not-spam" }), proves: "claimed", suppresses: false },
  { body: { eventType: "Open", mail: {} }, proves: "claimed", suppresses: false },
  { body: event("Send"), proves: "sent", suppresses: false },
  { body: event("Reject"), proves: "refused", suppresses: false },
  { body: event("Delivery"), proves: "delivered", suppresses: false },
  { body: bounce("Permanent", "General"), proves: "bounced", suppresses: true },
  { body: complaint({ complaintFeedbackType: "abuse" }), proves: "complained", suppresses: true },
];

/** Some events, and the same ones twice each in any order. */
const histories = fc.uniqueArray(fc.nat({ max: kinds.length - 1 })).chain((told) => {
  const twice = [...told, ...told];
  const length = { minLength: twice.length, maxLength: twice.length };
  return fc.record({ told: fc.constant(told), messy: fc.shuffledSubarray(twice, length) });
});

const play = async (order: readonly number[], answerAfter: number | undefined) => {
  const messages = memoryMessages();
  const suppressions = fakeSuppressions();
  const feedback = fakeMailFeedback();
  const deps = {
    ...messages,
    ...suppressions,
    ...feedback,
    emailKeyOf: async () => "key-a",
    now: () => "2026-11-21T12:00:00.000Z",
  };
  await messages.claimMessage(message);
  const answer = () => messages.settleClaim(message, "sent", "2026-11-21T03:31:00.000Z", "ses-1");
  for (const [place, kind] of order.entries()) {
    if (place === answerAfter) await answer();
    await recordMailEvent(JSON.stringify(kinds[kind]?.body), deps);
  }
  const [row] = [...messages.rows.values()];
  return {
    state: row?.state,
    sesMessageId: row?.sesMessageId,
    suppressed: [...suppressions.rows.keys()],
    cameBack: [...feedback.rows.keys()].sort(),
  };
};

describe("mail events", () => {
  it("end in the same state in any order, each told twice, and however late the sender settles", async () => {
    await fc.assert(
      fc.asyncProperty(histories, fc.nat({ max: 16 }), async ({ told, messy }, late) => {
        const plain = await play(told, undefined);
        expect(plain.state).toBe(kinds[Math.max(-1, ...told)]?.proves ?? "claimed");
        expect(plain.suppressed.length > 0).toBe(told.some((kind) => kinds[kind]?.suppresses));
        expect(plain.cameBack).toHaveLength(told.filter((kind) => kinds[kind]?.suppresses).length);
        expect(await play(messy, undefined)).toEqual(plain);
        const settled = await play(messy, late);
        const answered = late < messy.length;
        expect(settled.state).toBe(answered && plain.state === "claimed" ? "sent" : plain.state);
      }),
      { numRuns: 500, seed: 20261121 },
    );
  });
});
