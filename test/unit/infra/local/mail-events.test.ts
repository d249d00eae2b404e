import { describe, expect, it } from "vitest";
import { mailEvents } from "../../../../infra/local/mail/mail-events.ts";
import { readHeaders } from "../../../../infra/local/mail/mail-headers.ts";
import { mailOutcome } from "../../../../infra/local/mail/mail-outcome.ts";

const raw = Buffer.from(
  "From: Shop <shop@example.com>\r\nTo: x@example.com\r\nSubject: one\r\n two\r\nX-Empty:\r\n\r\nBody: no header\r\n",
);
const eventsFor = (address: string) =>
  mailEvents(
    {
      messageId: "m1",
      receivedAt: "2026-11-21T10:00:00.000Z",
      source: "Shop <shop@example.com>",
      destinations: [address],
      configurationSet: "set",
      tags: { campaign: "win-back" },
      subject: "one two",
    },
    raw,
  );

describe("mailOutcome", () => {
  it.each([
    ["success@simulator.amazonses.com", "delivered"],
    ["bounce@simulator.amazonses.com", "bounced"],
    ["Bounce+Label1@Simulator.amazonses.com", "bounced"],
    ["complaint+x@simulator.amazonses.com", "complained"],
    ["ooto@simulator.amazonses.com", "out-of-office"],
    ["suppressionlist@simulator.amazonses.com", "on-suppression-list"],
    ["anna+bounce@example.com", "bounced"],
    ["anna+shop+complaint@example.com", "complained"],
    ["bounce@example.com", "delivered"],
    ["anna@example.com", "delivered"],
  ])("reads %s as %s", (address, outcome) => {
    expect(mailOutcome(address)).toBe(outcome);
  });
});

describe("mailEvents", () => {
  it.each([
    ["a@example.com", ["Send", "Delivery"]],
    ["a+bounce@example.com", ["Send", "Bounce"]],
    ["a+complaint@example.com", ["Send", "Delivery", "Complaint"]],
    ["a+ooto@example.com", ["Send", "Delivery", "Bounce"]],
    ["a+suppressionlist@example.com", ["Send", "Bounce"]],
  ])("tells for %s: %j", (address, types) => {
    expect(eventsFor(address).map(({ eventType }) => eventType)).toEqual(types);
  });

  it("tells an absence as transient, which must not suppress, and an old suppression as such", () => {
    expect(eventsFor("a+ooto@example.com")[2]).toMatchObject({
      bounce: { bounceType: "Transient", bounceSubType: "General" },
    });
    expect(eventsFor("a+suppressionlist@example.com")[1]).toMatchObject({
      bounce: { bounceType: "Permanent", bounceSubType: "OnAccountSuppressionList" },
    });
  });

  it("describes the mail with its headers and tags", () => {
    expect(eventsFor("a@example.com")[0]).toMatchObject({
      mail: {
        messageId: "m1",
        commonHeaders: { subject: "one two" },
        tags: { campaign: ["win-back"], "ses:configuration-set": ["set"], "ses:from-domain": ["example.com"] },
      },
    });
  });
});

describe("readHeaders", () => {
  it("unfolds lines and ends where the body begins", () => {
    expect(readHeaders(raw)).toEqual([
      { name: "From", value: "Shop <shop@example.com>" },
      { name: "To", value: "x@example.com" },
      { name: "Subject", value: "one two" },
      { name: "X-Empty", value: "" },
    ]);
  });
});
