import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { recordMailEvent } from "../../../functions/record-mail-events/record-mail-events.ts";
import { memoryMessages } from "../../../shared/adapters/memory-messages.ts";
import { parseEventTime } from "../../../shared/mail/event-time.ts";
import { tagsOf } from "../../../shared/mail/message-tags.ts";
import { besideCheckout, isBesideCheckout } from "../../support/beside-checkout.ts";
import { fakeMailFeedback } from "../../support/fake-mail-feedback.ts";
import { fakeSuppressions } from "../../support/fake-suppressions.ts";
import { bounce, complaint, event, message } from "../../support/mail-events.ts";

const world = async () => {
  const messages = memoryMessages();
  const suppressions = fakeSuppressions();
  const feedback = fakeMailFeedback();
  await messages.claimMessage(message);
  const record = (body: unknown) =>
    recordMailEvent(typeof body === "string" ? body : JSON.stringify(body), {
      emailKeyOf: async (address) => `hash of ${address.toLowerCase()}`,
      suppress: suppressions.suppress,
      raiseMessage: messages.raiseMessage,
      noteFeedback: feedback.noteFeedback,
      now: () => "2026-11-21T12:00:00.000Z",
    });
  const state = () => [...messages.rows.values()][0];
  return { record, state, suppressed: suppressions.rows, feedback: () => [...feedback.rows.values()] };
};

describe("recording a mail event", () => {
  it("settles a message whose answer was lost, when the service says that it was sent", async () => {
    const { record, state } = await world();
    await record(event("Send"));
    expect(state()).toMatchObject({ state: "sent", sesMessageId: "ses-1", settledAt: "2026-11-21T03:31:01.000Z" });
  });

  it("suppresses a permanent bounce: the key the mail was sent under, and that of the address it names", async () => {
    const { record, state, suppressed } = await world();
    expect(await record(bounce("Permanent", "General"))).toMatchObject({ state: "bounced", suppressed: 2 });
    expect(state()?.state).toBe("bounced");
    expect([...suppressed.values()]).toEqual([
      { emailKey: "hash of ada@mail.example", reason: "bounced", at: "2026-11-21T03:40:00.000Z", campaign: "win-back" },
      { emailKey: "key-a", reason: "bounced", at: "2026-11-21T03:40:00.000Z", campaign: "win-back" },
    ]);
  });

  it("counts a bounce and a complaint of a campaign's mail once each, by a name that leads to nobody", async () => {
    const { record, feedback } = await world();
    for (const told of [bounce("Permanent", "General"), complaint(), event("Delivery")]) {
      await record(told);
      await record(told);
    }
    const [bounced, complained, ...more] = feedback();
    expect(bounced).toMatchObject({ day: "2026-11-21", campaignId: "win-back", kind: "bounced" });
    expect(complained).toMatchObject({ campaignId: "win-back", kind: "complained", message: bounced?.message });
    expect(more).toEqual([]);
    expect(JSON.stringify(feedback())).not.toContain(message.emailKey);
  });

  it("counts nothing of what the account kept back, of a full mailbox, or of mail that is no campaign's", async () => {
    const { record, feedback } = await world();
    await record(bounce("Permanent", "OnAccountSuppressionList"));
    await record(bounce("Transient", "MailboxFull"));
    await record(complaint({ complaintFeedbackType: "not-spam" }));
    await record(bounce("Permanent", "General", { tags: { kind: ["notice"] } }));
    expect(feedback()).toEqual([]);
  });

  it.each([
    ["Transient", "General"],
    ["Transient", "MailboxFull"],
    ["Undetermined", "Undetermined"],
  ])("does not suppress on a bounce that is %s/%s", async (type, subType) => {
    const { record, state, suppressed } = await world();
    await record(event("Delivery"));
    await record(bounce(type, subType));
    expect(suppressed.size).toBe(0);
    expect(state()?.state).toBe("delivered");
  });

  it.each([["NoEmail"], ["Suppressed"], ["General"]])(
    "suppresses on a permanent bounce of kind %s",
    async (subType) => {
      const { record, suppressed } = await world();
      await record(bounce("Permanent", subType));
      expect(suppressed.size).toBe(2);
    },
  );

  it("suppresses whose mail the account's own list kept back, for the reason it has them, and counts no second bounce or complaint", async () => {
    const withheld = "OnAccountSuppressionList";
    for (const [told, reason] of [
      [bounce("Permanent", withheld), "bounced"],
      [complaint({ complaintSubType: withheld }), "complained"],
    ] as const) {
      const { record, state, suppressed } = await world();
      await record(event("Send"));
      expect(await record(told)).toEqual({ kind: "recorded", state: "unchanged", suppressed: 2 });
      expect([...suppressed.values()].map((one) => one.reason)).toEqual([reason, reason]);
      expect(state()?.state).toBe("sent");
    }
  });

  it.each([
    ["a complaint without a time", complaint({ timestamp: null })],
    ["a complaint with a time of another kind", complaint({ timestamp: 1_795_000_000 })],
    ["a complaint with words of another kind", complaint({ complaintFeedbackType: 1, complaintSubType: {} })],
    [
      "a complaint that names one of two",
      complaint({ complainedRecipients: [{}, { emailAddress: "ada@mail.example" }] }),
    ],
    ["a complaint whose message alone says whose it is", complaint({ complainedRecipients: [{ emailAddress: null }] })],
    ["a complaint beside a delivery that is none", { ...complaint(), delivery: "late", bounce: null }],
    ["a complaint without a mail", { ...complaint(), mail: null }],
    [
      "a complaint about a mail without an id",
      { ...complaint(), mail: { messageId: null, timestamp: null, tags: "none" } },
    ],
    [
      "a bounce without a sub-type",
      {
        ...event("Send"),
        ...bounce("Permanent", "General"),
        bounce: { ...bounce("Permanent", "").bounce, bounceSubType: null, timestamp: null },
      },
    ],
  ])("suppresses on %s", async (_what, told) => {
    const { record, suppressed } = await world();
    await record(told);
    expect(suppressed.size).toBeGreaterThan(0);
  });

  it("suppresses on a complaint, and not on one that was taken back", async () => {
    const { record, state, suppressed } = await world();
    await record(complaint({ complaintFeedbackType: "not-spam" }));
    expect([suppressed.size, state()?.state]).toEqual([0, "claimed"]);
    await record(complaint({ complaintFeedbackType: null, complaintSubType: null }));
    expect([suppressed.size, state()?.state]).toEqual([2, "complained"]);
  });

  it("suppresses every recipient that one event names, also with a name beside the address", async () => {
    const { record, suppressed } = await world();
    const recipients = [{ emailAddress: "Jane Doe <Jane@mail.example>" }, { emailAddress: "bob@mail.example" }];
    await record(complaint({ complainedRecipients: recipients }, { tags: {} }));
    expect([...suppressed.keys()]).toEqual(["hash of jane@mail.example", "hash of bob@mail.example"]);
  });

  it("reads both dialects, bare and in the envelope of the notification service", async () => {
    const { eventType, ...rest } = bounce("Permanent", "General");
    const bodies = [
      { eventType, ...rest },
      { notificationType: eventType, ...rest },
      { Type: "Notification", MessageId: "1", Message: JSON.stringify({ eventType, ...rest }) },
      { Type: "Notification", Message: JSON.stringify({ notificationType: eventType, ...rest }) },
    ];
    for (const body of bodies) {
      const { record, suppressed } = await world();
      await record(body);
      expect(suppressed.has("key-a")).toBe(true);
    }
  });

  it("ignores, and names, events that tell nothing of a message's fate", async () => {
    const { record, state } = await world();
    for (const type of [
      "Open",
      "Click",
      "DeliveryDelay",
      "Subscription",
      "AmazonSnsSubscriptionSucceeded",
      "Brand New",
    ]) {
      expect(await record({ notificationType: type, mail: {} })).toEqual({ kind: "ignored", type });
    }
    const validation = "Successfully validated SNS topic for Amazon SES event publishing.";
    expect(await record(validation)).toEqual({ kind: "ignored", type: "topic-validation" });
    expect(state()?.state).toBe("claimed");
  });

  it("tells what came back of mail to dormant addresses from the rest", async () => {
    const { record } = await world();
    const tags = Object.entries(tagsOf({ messageKey: "win-back#first#x", emailKey: "key-a", warmed: true }));
    const warmed = { tags: Object.fromEntries(tags.map(([name, value]) => [name, [value]])) };
    expect(await record(bounce("Permanent", "General", warmed))).toMatchObject({
      feedback: { campaignId: "win-back", kind: "bounced", warmed: true },
    });
    const other = await record(bounce("Permanent", "General"));
    expect("feedback" in other && other.feedback).not.toHaveProperty("warmed");
  });

  it("does nothing to a message that erasure took, and still suppresses", async () => {
    const { record, state, suppressed } = await world();
    const tags = Object.entries(tagsOf({ messageKey: "x#y#z", emailKey: "key-gone" }));
    const gone = { tags: Object.fromEntries(tags.map(([name, value]) => [name, [value]])) };
    await record(bounce("Permanent", "General", gone));
    expect(suppressed.has("key-gone")).toBe(true);
    expect(state()?.state).toBe("claimed");
  });

  it.each([
    ["not-json", "Message Body"],
    ["not-a-mail-event", "{}"],
    ["not-a-mail-event", "[]"],
    ["not-a-mail-event", "null"],
    ["malformed-mail-event", '{"eventType":"Bounce","mail":{"messageId":"1"}}'],
    ["malformed-mail-event", '{"eventType":"Send"}'],
    [
      "malformed-mail-event",
      '{"eventType":"Complaint","mail":{"messageId":"1"},"complaint":{"complainedRecipients":"ada@mail.example"}}',
    ],
    [
      "malformed-mail-event",
      '{"eventType":"Complaint","mail":{"messageId":"1"},"complaint":{"complainedRecipients":[{}]}}',
    ],
    ["malformed-mail-event", '{"eventType":"Delivery","mail":"ada@mail.example"}'],
  ])("refuses as %s: %s, and repeats no address of it", async (reason, body) => {
    const { record } = await world();
    const failure = await record(body).catch((error: unknown) => error);
    expect(failure).toMatchObject({ name: "PoisonError", reason });
    expect(String(failure)).not.toContain("ada@");
  });
});

describe("parseEventTime", () => {
  it.each([
    ["2016-01-27T14:59:38.237Z", "2016-01-27T14:59:38.237Z"],
    ["2018-10-08T14:05:45 +0000", "2018-10-08T14:05:45.000Z"],
    ["2018-10-08T14:05:45+0200", "2018-10-08T12:05:45.000Z"],
    ["Wed, 27 Jan 2016 14:05:45 +0000", "2016-01-27T14:05:45.000Z"],
  ])("reads %s", (text, expected) => expect(parseEventTime(text)).toBe(expected));
  it("gives nothing for what is no time", () => {
    expect([undefined, "", "soon"].map(parseEventTime)).toEqual([undefined, undefined, undefined]);
  });
});

const samples = besideCheckout("payloads/ses/");
const files = isBesideCheckout("the service's samples of mail events", "payloads/ses") ? readdirSync(samples) : [];

/** What the queue would hold of a sample: of a Lambda event, the body of its records. */
const bodiesOf = (text: string): string[] => {
  const records: unknown = Object(JSON.parse(text)).Records;
  if (!Array.isArray(records)) return [text];
  return records.map((record) => record.body ?? JSON.stringify({ Type: "Notification", ...record.Sns }));
};
const expected: Record<string, string> = {
  event_send_record: "sent 0",
  event_delivery_record: "delivered 0",
  event_reject_record: "refused 0",
  event_rendering_failure_record: "refused 0",
  event_bounce_record: "bounced 1",
  event_complaint_record: "complained 1",
  event_open_record: "ignored Open",
  event_click_record: "ignored Click",
  event_deliverydelay_record: "ignored DeliveryDelay",
  event_subscription_record: "ignored Subscription",
  notification_amazon_sns_delivery_notification_example: "delivered 0",
  notification_bounce_notification_with_a_dsn: "bounced 1",
  notification_bounce_notification_without_a_dsn: "bounced 2",
  notification_complaint_notification_with_a_feedback_report: "complained 1",
  notification_complaint_notification_without_a_feedback_report: "complained 1",
  "lambda_ses-sns-event": "not-a-mail-event",
  "lambda_sns-event": "not-json",
  "lambda_sqs-event": "not-json",
  "lambda_cloudwatch-alarm-sns-payload-single-metric": "not-a-mail-event",
  "lambda_apigw-request": "not-a-mail-event",
  "lambda_apigw-v2-request-no-authorizer": "not-a-mail-event",
};

describe.skipIf(files.length === 0)("the service's documented samples", () => {
  it.each(files.map((file) => [file.replace(".json", "")]))("%s goes through as it should", async (name) => {
    const { record } = await world();
    for (const body of bodiesOf(readFileSync(new URL(`${name}.json`, samples), "utf8"))) {
      const outcome = await record(body).then(
        (done) => (done.kind === "ignored" ? `ignored ${done.type}` : `${done.state} ${done.suppressed}`),
        (error: unknown) => Object(error).reason,
      );
      expect(outcome).toBe(expected[name]);
    }
  });
});
