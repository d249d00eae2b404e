import { describe, expect, it } from "vitest";
import { askGates } from "../../../shared/campaigns/ask-gates.ts";
import type { GateFacts } from "../../../shared/campaigns/gate-facts.ts";
import { gates } from "../../../shared/campaigns/gates.ts";
import { isHeldOut } from "../../../shared/campaigns/holdout.ts";
import { campaignSchema } from "../../../shared/model/campaign.ts";
import { gateReasonSchema } from "../../../shared/model/message.ts";
import { asOf, at, birthday, nightRun, winBack } from "../../support/notify-world.ts";

const hoursBefore = (hours: number) => new Date(Date.parse(at) - hours * 3_600_000).toISOString();
const message = (claimedAt: string, more: Partial<GateFacts["messages"][number]> = {}) => ({
  emailKey: "key-a",
  messageKey: `other#first#${claimedAt}`,
  asOf: "2026-11-01",
  claimedAt,
  state: "sent" as const,
  ...more,
});
const winBackCampaign = campaignSchema.parse({
  id: "win-back",
  name: "Win-back",
  trigger: { on: "tier-entered", tiers: ["drowsy"] },
});
const campaign = (more: Record<string, unknown>) => campaignSchema.parse({ ...winBackCampaign, ...more });
const endless = { warmUp: Number.POSITIVE_INFINITY, budget: Number.POSITIVE_INFINITY, quota: Number.POSITIVE_INFINITY };
const facts = (more: Partial<GateFacts> = {}): GateFacts => ({
  candidate: winBack("a"),
  campaign: winBackCampaign,
  channel: "email",
  run: nightRun(),
  now: at,
  importUnfinished: false,
  awaitsApproval: false,
  isHeld: false,
  postBrokeOff: false,
  mailbox: { address: "a@mail.example", emailKey: "key-a" },
  heldOutBy: "key-a",
  email: "a@mail.example",
  suppressed: false,
  addressKind: undefined,
  consent: { state: "granted", basis: "soft-opt-in" },
  country: "DE",
  ownLocale: undefined,
  locale: "en",
  lastDay: "2026-09-01",
  purchaseDays: ["2026-09-01"],
  birthday: undefined,
  messages: [],
  room: endless,
  ...more,
});
const reason = (more: Partial<GateFacts> = {}) => {
  const verdict = askGates(facts(more));
  return verdict.verdict === "pass" ? "pass" : verdict.reason;
};
const mail = (more: Record<string, unknown>) => nightRun({ mail: { sending: "on", holdoutShare: 0, ...more } });

/** The campaign, with something that its message promises. */
const offering = (more: Record<string, unknown>) =>
  campaign({
    steps: [{ name: "first", offer: "ten-off" }],
    offers: { "ten-off": { code: "TEN-OFF", percent: 10, ...more } },
  });

/** One set of facts for each reason, each wrong in that one way only. */
const wrongs: Record<string, Partial<GateFacts>> = {
  "past-day": { run: nightRun({}, { asOf: "2026-11-18", sendDay: "2026-11-19" }) },
  "stale-night": { now: "2026-11-22T15:30:00.001Z" },
  "no-address": { mailbox: undefined },
  suppressed: { suppressed: true },
  "shops-own-address": { addressKind: "shops-own" },
  "staff-address": { addressKind: "staff" },
  "placeholder-address": { addressKind: "placeholder" },
  "relay-address": { addressKind: "relay" },
  "disposable-address": { addressKind: "disposable" },
  "role-address": { addressKind: "role" },
  "no-consent": { consent: { state: "unknown", basis: "none" } },
  "soft-opt-in": { run: mail({ consent: { softOptIn: "refused" } }) },
  "consent-too-old": {
    consent: { state: "granted", basis: "soft-opt-in", at: "2025-01-01T00:00:00.000Z" },
    run: mail({ consent: { months: 12 } }),
  },
  "country-law": { country: "CN" },
  "bought-since": { lastDay: "2026-09-02" },
  "occasion-gone": { purchaseDays: [] },
  "offer-over": { campaign: offering({ ends_on: "2026-11-20" }) },
  "already-written": { messages: [message(hoursBefore(2000), { messageKey: "win-back#first#2026-09-01" })] },
  holdout: { run: mail({ holdoutShare: 1 }) },
  "nothing-to-follow": {
    campaign: campaign({ steps: [{ name: "hello" }, { name: "first", after: 30, needs: "hello" }] }),
  },
  "needed-step-missing": {
    campaign: campaign({ steps: [{ name: "hello" }, { name: "first", needs: "hello" }] }),
  },
  "too-soon-for-campaign": {
    campaign: campaign({ limits: { days_apart: 100 } }),
    messages: [message(hoursBefore(500), { messageKey: "win-back#first#2026-01-01", asOf: "2026-08-31" })],
  },
  "offered-lately": {
    campaign: offering({ days_apart: 90 }),
    messages: [message(hoursBefore(500), { asOf: "2026-10-31", offer: "ten-off" })],
  },
  "more-important-first": { messages: [message(hoursBefore(50), { asOf })] },
  "over-limit": { messages: [message(hoursBefore(23))] },
  "warming-up": { run: mail({ warmUp: { days: 30 } }), room: { ...endless, warmUp: 0 } },
  "over-budget": { room: { ...endless, budget: 0 } },
  "sending-off": { run: mail({ sending: "off" }) },
  "not-a-test-recipient": { run: mail({ sending: "test", testRecipients: ["b@mail.example"] }) },
  "hour-to-come": { candidate: { ...winBack("a"), sendFrom: "2026-11-21T03:40:00.000Z" } },
  "quiet-hours": { candidate: { ...winBack("a"), sendUntil: "2026-11-21T03:00:00.000Z" } },
  "awaiting-approval": { awaitsApproval: true },
  held: { isHeld: true },
  "over-quota": { room: { ...endless, quota: 0 } },
  "post-broke-off": { postBrokeOff: true },
  "import-unfinished": { importUnfinished: true },
};

describe("the gates", () => {
  it("let pass what nothing speaks against", () => expect(reason()).toBe("pass"));

  it("know every reason there is, and each is given for its own fault", () => {
    expect(Object.keys(wrongs).sort()).toEqual([...gateReasonSchema.options].sort());
    for (const [expected, wrong] of Object.entries(wrongs)) expect(reason(wrong)).toBe(expected);
  });

  it("are asked in the documented order: of two faults the earlier one is named", () => {
    const order = Object.entries(wrongs);
    for (const [index, [earlier, first]] of order.entries()) {
      for (const [later, second] of order.slice(index + 1)) {
        if (["run", "campaign", "room", "candidate"].some((fact) => fact in first && fact in second)) continue;
        const both = { ...second, ...first, messages: [...(first.messages ?? []), ...(second.messages ?? [])] };
        expect(`${earlier} before ${later}: ${reason(both)}`).toBe(`${earlier} before ${later}: ${earlier}`);
      }
    }
  });

  it("each look at what they declare: what is wrong for one is among the facts it needs", () => {
    for (const reason of gateReasonSchema.options) {
      const wrong = Object.keys(wrongs[reason] ?? {});
      expect([reason, gates[reason].needs.filter((fact) => wrong.includes(fact)).length > 0]).toEqual([reason, true]);
    }
  });

  it("tell what would have been mail from what would not", () => {
    const mails = gateReasonSchema.options.filter((reason) => gates[reason].wouldBeMail);
    expect(mails).toEqual([
      ...["sending-off", "not-a-test-recipient", "hour-to-come"],
      ...["awaiting-approval", "held", "post-broke-off", "import-unfinished"],
    ]);
  });

  it("answer that it waits where another day may do, and stop all else", () => {
    const waiting = gateReasonSchema.options.filter((reason) => gates[reason].answers === "wait");
    expect(waiting).toEqual([
      "needed-step-missing",
      "too-soon-for-campaign",
      "offered-lately",
      "more-important-first",
      "over-limit",
      "warming-up",
      "over-budget",
      "sending-off",
      "not-a-test-recipient",
      "hour-to-come",
      "quiet-hours",
      "awaiting-approval",
      "held",
      "over-quota",
      "post-broke-off",
      "import-unfinished",
    ]);
    for (const [name, wrong] of Object.entries(wrongs)) {
      const verdict = waiting.some((one) => one === name) ? "wait" : "stop";
      expect(askGates(facts(wrong))).toMatchObject({ verdict, reason: name });
    }
  });

  it("take a night that is exactly 36 hours late, and none after", () => {
    expect(reason({ now: "2026-11-22T15:30:00.000Z" })).toBe("pass");
  });

  it("let nothing go before its hour, nor from the end of the allowed hours on, but for a simulated night", () => {
    const candidate = {
      ...winBack("a"),
      sendFrom: "2026-11-21T10:00:00.000Z",
      sendUntil: "2026-11-21T20:00:00.000Z",
    };
    const at = (now: string, run = nightRun()) => askGates(facts({ candidate, now, run }));
    expect(at("2026-11-21T09:59:59.999Z")).toEqual({
      ...{ verdict: "wait", reason: "hour-to-come", until: candidate.sendFrom },
    });
    expect(at(candidate.sendFrom).verdict).toBe("pass");
    expect(at("2026-11-21T19:59:59.999Z").verdict).toBe("pass");
    expect(at(candidate.sendUntil)).toEqual({ verdict: "wait", reason: "quiet-hours", until: "2026-11-22" });
    const simulated = nightRun({}, { simulated: true });
    for (const now of ["2026-11-21T03:30:00.000Z", "2026-11-21T23:30:00.000Z"])
      expect(at(now, simulated).verdict).toBe("pass");
  });

  it("count a limit's hours to when a message is to go, from the hour on in which another went", () => {
    const yesterday = message("2026-11-20T10:00:17.000Z");
    const candidate = { ...winBack("a"), sendFrom: "2026-11-21T10:00:00.000Z" };
    expect(reason({ candidate, messages: [yesterday] })).toBe("hour-to-come");
    expect(askGates(facts({ candidate, messages: [message("2026-11-20T11:00:17.000Z")] }))).toEqual({
      ...{ verdict: "wait", reason: "over-limit", until: "2026-11-21T11:00:00.000Z" },
    });
  });

  it("judge past days in the shop's time zone", () => {
    const shanghai = { timeZone: "Asia/Shanghai", mail: { sending: "on", holdoutShare: 0 } };
    const evening = { at: "2026-11-20T19:30:00.000Z" };
    expect(reason({ run: nightRun(shanghai, evening), now: evening.at })).toBe("pass");
    expect(reason({ run: nightRun({ ...shanghai, timeZone: "UTC" }, evening), now: evening.at })).toBe("past-day");
  });

  it("know a test recipient in every spelling of one address", () => {
    const email = "ada@xn--bcher-kva.example";
    for (const recipient of ["ada@bücher.example", "Ada@BÜCHER.example", "ADA@xn--bcher-kva.example"])
      expect(reason({ email, run: mail({ sending: "test", testRecipients: [recipient] }) })).toBe("pass");
    const other = mail({ sending: "test", testRecipients: ["ada@bucher.example"] });
    expect(reason({ email, run: other })).toBe("not-a-test-recipient");
  });

  it("ask for consent that was granted, of whichever basis", () => {
    expect(reason({ consent: { state: "denied", basis: "explicit" } })).toBe("no-consent");
    expect(reason({ consent: { state: "granted", basis: "none" } })).toBe("pass");
  });

  it("ask for what was said in so many words of any channel but mail", () => {
    for (const channel of ["sms", "whatsapp", "push", "wecom"] as const) {
      expect(reason({ channel, consent: { state: "granted", basis: "soft-opt-in" } })).toBe("no-consent");
      expect(reason({ channel, consent: { state: "granted", basis: "explicit" } })).toBe("pass");
    }
  });

  it("write to China, or in its language, only on explicit consent", () => {
    const explicit = { state: "granted", basis: "explicit" } as const;
    expect(reason({ country: "cn", consent: explicit })).toBe("pass");
    expect(reason({ locale: "zh-CN" })).toBe("country-law");
    expect(reason({ locale: "zh-CN", consent: explicit })).toBe("pass");
    expect(reason({ locale: "zh-TW" })).toBe("pass");
    expect(reason({ locale: "en", ownLocale: "zh-Hans", country: undefined })).toBe("country-law");
  });

  it("write to Canada on implied consent for two years after the last purchase", () => {
    const candidate = winBack("a", "2024-11-21");
    expect(reason({ country: "CA", candidate, lastDay: "2024-11-21" })).toBe("pass");
    expect(reason({ country: "CA", candidate, lastDay: "2024-11-20" })).toBe("country-law");
    expect(reason({ country: "CA", candidate, lastDay: undefined })).toBe("country-law");
    expect(
      reason({ country: "CA", candidate, lastDay: "2020-01-01", consent: { state: "granted", basis: "explicit" } }),
    ).toBe("pass");
  });

  it("end a win-back when the customer bought, and not a birthday", () => {
    const bought = { lastDay: "2026-11-19" };
    expect(reason(bought)).toBe("bought-since");
    expect(reason({ ...bought, candidate: birthday("a") })).toBe("pass");
    expect(reason({ lastDay: "2026-08-31" })).toBe("pass");
  });

  it("let one mail pass in 24 hours and three in seven days, counting all that may have been sent", () => {
    const days = (...ages: number[]) => ages.map((age) => message(hoursBefore(24 * age)));
    expect(reason({ messages: [message(hoursBefore(24))] })).toBe("pass");
    expect(reason({ messages: [message(hoursBefore(23), { state: "claimed" })] })).toBe("over-limit");
    expect(reason({ messages: [message(hoursBefore(1), { state: "refused" })] })).toBe("pass");
    expect(reason({ messages: days(2, 4) })).toBe("pass");
    expect(reason({ messages: days(2, 4, 6.9) })).toBe("over-limit");
    expect(reason({ messages: days(2, 4, 7) })).toBe("pass");
    expect(reason({ run: mail({ limits: { per24Hours: 0 } }) })).toBe("over-limit");
  });

  it("say from which moment of the send day, or day of the shop's zone, on a limit lets one more pass", () => {
    const until = (messages: GateFacts["messages"], run = nightRun()) => {
      const verdict = askGates(facts({ messages, run }));
      return verdict.verdict === "wait" ? (verdict.until ?? "nobody knows") : verdict.verdict;
    };
    const days = (...ages: number[]) => ages.map((age) => message(hoursBefore(24 * age)));
    expect(until(days(0.5))).toBe("2026-11-21T15:00:00.000Z");
    expect(until(days(0))).toBe("2026-11-22");
    expect(until(days(2, 4, 6))).toBe("2026-11-22");
    expect(until(days(0, 2, 4))).toBe("2026-11-24");
    expect(until(days(0, 0.5, 2, 4))).toBe("2026-11-26");
    expect(until([...days(2, 4, 6), message(hoursBefore(1), { state: "refused" })])).toBe("2026-11-22");
    expect(until(days(0), nightRun({ timeZone: "Asia/Shanghai" }))).toBe("2026-11-22");
    expect(until([message("2026-11-20T17:00:00.000Z")], nightRun({ timeZone: "Asia/Shanghai" }))).toBe("2026-11-22");
    expect(until([], mail({ limits: { per24Hours: 0 } }))).toBe("nobody knows");
  });
});

describe("the holdout", () => {
  const people = Array.from({ length: 20_000 }, (_, index) => `customer-${index}`);
  const held = (campaign: string, share: number) => people.filter((id) => isHeldOut(campaign, id, share));

  it("is its share of all addresses, within chance", () => {
    const standardDeviation = Math.sqrt(20_000 * 0.1 * 0.9);
    expect(Math.abs(held("win-back", 0.1).length - 2_000)).toBeLessThan(4 * standardDeviation);
  });

  it("is independent between campaigns, and only grows with its share", () => {
    const both = held("win-back", 0.1).filter((id) => isHeldOut("birthday", id, 0.1)).length;
    expect(Math.abs(both - 200)).toBeLessThan(4 * Math.sqrt(20_000 * 0.01 * 0.99));
    expect(held("win-back", 0.1).every((id) => isHeldOut("win-back", id, 0.2))).toBe(true);
    expect(held("win-back", 0)).toEqual([]);
    expect(held("win-back", 1)).toHaveLength(20_000);
  });

  it("never changes: these are who is held out of win-back among the first fifty", () => {
    expect(people.slice(0, 50).filter((id) => isHeldOut("win-back", id, 0.1))).toMatchInlineSnapshot(`
      [
        "customer-2",
        "customer-3",
        "customer-15",
        "customer-25",
        "customer-26",
      ]
    `);
  });
});
