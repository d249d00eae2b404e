import { expect, it } from "vitest";
import { isDormant } from "../../../shared/campaigns/dormant.ts";
import { campaignSchema } from "../../../shared/model/campaign.ts";
import type { MessageState } from "../../../shared/model/message.ts";
import { nightRun } from "../../support/notify-world.ts";

type Facts = Parameters<typeof isDormant>[0];

const campaign = (on: Record<string, unknown>) => campaignSchema.parse({ id: "a", name: "A", trigger: on });
const warmUp = (more: Record<string, unknown>) =>
  nightRun({ mail: { sending: "on", warmUp: more }, shop: { postalAddress: "12 Weaver Street" } });

/** Nothing was heard of them for 183 days before 2026-11-21. */
const silent: Facts = {
  campaign: campaign({ on: "birthday" }),
  channel: "email",
  consent: { state: "granted", basis: "explicit", at: "2026-05-21T23:59:59.000Z" },
  lastDay: "2026-05-21",
  mailbox: { emailKey: "key" },
  messages: [],
  run: warmUp({}),
};
const message = (state: MessageState, asOf = "2026-11-01", emailKey = "key") => ({
  ...{ emailKey, messageKey: "a#b#c", asOf, claimedAt: `${asOf}T05:00:00.000Z`, state },
});

it("isDormant where nothing within so many days shows that an address lives", () => {
  expect(isDormant(silent)).toBe(true);
  expect(isDormant({ ...silent, lastDay: undefined, consent: { state: "unknown", basis: "none" } })).toBe(true);
  expect(isDormant({ ...silent, lastDay: "2026-05-22" })).toBe(false);
  expect(
    isDormant({ ...silent, consent: { state: "granted", basis: "explicit", at: "2026-05-22T00:00:00.000Z" } }),
  ).toBe(false);
  expect(isDormant({ ...silent, run: warmUp({ days: 184 }) })).toBe(false);
});

it("isDormant goes by mail that this very mailbox took", () => {
  for (const state of ["sent", "delivered", "complained"] as const)
    expect([state, isDormant({ ...silent, messages: [message(state)] })]).toEqual([state, false]);
  for (const state of ["claimed", "unknown", "refused", "bounced"] as const)
    expect([state, isDormant({ ...silent, messages: [message(state)] })]).toEqual([state, true]);
  expect(isDormant({ ...silent, messages: [message("delivered", "2026-05-21")] })).toBe(true);
  expect(isDormant({ ...silent, messages: [message("delivered", "2026-11-01", "an older address")] })).toBe(true);
});

it("isDormant of nobody by another channel, of who has just left a cart, and where nothing is warmed up", () => {
  expect(isDormant({ ...silent, channel: "sms" })).toBe(false);
  expect(isDormant({ ...silent, campaign: campaign({ on: "cart-left" }) })).toBe(false);
  expect(isDormant({ ...silent, run: warmUp({ mode: "off" }) })).toBe(false);
});
