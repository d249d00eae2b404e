import { describe, expect, it } from "vitest";
import { whatConsentLacks } from "../../../shared/mail/consent-stands.ts";
import type { Consent } from "../../../shared/model/consent.ts";

const agreed: Consent = { state: "granted", basis: "explicit", at: "2025-05-31T12:00:00.000Z" };
const bought: Consent = { state: "granted", basis: "soft-opt-in", at: "2026-10-01T12:00:00.000Z" };
const asRule = { softOptIn: "taken" } as const;

describe("whatConsentLacks", () => {
  it.each([
    ["an agreement, however old, where age does not matter", agreed, "email", asRule, undefined],
    ["a purchase, for mail", bought, "email", asRule, undefined],
    ["a purchase, for another channel", bought, "sms", asRule, "no-consent"],
    ["a refusal", { ...agreed, state: "denied" }, "email", asRule, "no-consent"],
    ["nothing said", { state: "unknown", basis: "none" }, "email", asRule, "no-consent"],
    ["a purchase, where the shop wants an agreement", bought, "email", { softOptIn: "refused" }, "soft-opt-in"],
    ["an agreement, where the shop wants one", agreed, "email", { softOptIn: "refused" }, undefined],
    ["an agreement of eighteen months ago", agreed, "email", { ...asRule, months: 18 }, undefined],
    ["one of a day more", agreed, "email", { ...asRule, months: 17 }, "consent-too-old"],
    [
      "one of which nobody knows when",
      { state: "granted", basis: "explicit" },
      "email",
      { ...asRule, months: 240 },
      "consent-too-old",
    ],
  ] as const)("%s", (_what, consent, channel, rules, lacks) => {
    expect(whatConsentLacks(consent, channel, rules, "2026-11-30")).toBe(lacks);
  });

  it("goes by the calendar: a consent of the 31st lasts as many months as one of the 30th", () => {
    const rules = { ...asRule, months: 9 };
    expect(
      whatConsentLacks({ ...agreed, at: "2025-05-31T23:59:59.000Z" }, "email", rules, "2026-02-28"),
    ).toBeUndefined();
    expect(whatConsentLacks({ ...agreed, at: "2025-05-27T00:00:00.000Z" }, "email", rules, "2026-02-28")).toBe(
      "consent-too-old",
    );
  });
});
