import { describe, expect, it } from "vitest";
import { explainUnknown } from "../../../cli/explain/explain-unknown.ts";
import { describeBeforeNights, explainBeforeNights, type KnownDeps } from "../../../cli/explain/known-now.ts";
import { reachabilityRules } from "../../../shared/mail/reachability.ts";
import type { Customer } from "../../../shared/model/customer.ts";
import { emailIdentity } from "../../../shared/model/identity.ts";
import type { Order } from "../../../shared/model/order.ts";
import type { Suppressed } from "../../../shared/model/suppression.ts";
import { goneCustomer } from "../../../shared/recording/customer-of.ts";
import { erasureKeyOf } from "../../../shared/recording/erasure-notes.ts";
import { settings } from "../../support/recording-deps.ts";

const hash = (text: string) => `hash of ${text}`;
const emailKey = "key";
const ada: Customer = {
  ...goneCustomer("C1"),
  identities: ["csv:C1", emailIdentity(emailKey)],
  emailKey,
  profile: { email: "ada@example.com" },
};
const order = (orderKey: string, day: string, counted: Order["counted"]): Order => ({
  holder: "csv:C1",
  orderKey,
  day,
  counted,
  netMinor: 1250,
  separateRefunds: {},
  archiveKeys: [],
});
const unsubscribed: Suppressed = { emailKey, reason: "unsubscribed", at: "2026-10-02T08:00:00.000Z" };

const depsWith = (more: Partial<KnownDeps> = {}): KnownDeps => ({
  reachabilityRules: reachabilityRules(settings(), "2026-11-21"),
  readMessagesTo: async () => [],
  readSuppressions: async () => new Map(),
  readOrdersOf: async () => [
    order("csv#2", "2026-11-02", { state: "not-counted", reason: "unpaid" }),
    order("csv#1", "2026-10-01", { state: "counted" }),
  ],
  ...more,
});

describe("rouse explain before the first night", () => {
  const told = async (deps: KnownDeps) =>
    describeBeforeNights(await explainBeforeNights(ada, "EUR", deps), "rouse nightly");

  it("shows an order in its own currency", async () => {
    const currency = "USD";
    const abroad = { ...order("csv#3", "2026-11-03", { state: "not-counted", reason: "other-currency" }), currency };
    const known = await told(depsWith({ readOrdersOf: async () => [abroad] }));
    expect(known).toContain("  2026-11-03       12.50 USD  csv#3  not counted: other-currency");
  });

  it("tells orders, consent, whether they may be written to, and by which command scores come", async () => {
    expect(await told(depsWith())).toEqual([
      "Customer C1, before the first night",
      "Consent to marketing mail at their address: unknown",
      "No night has been held yet: scores, tiers and segments come with the first one. Hold it with: rouse nightly",
      "",
      "May be written to now: no, they did not agree to marketing mail at this address",
      "Mails written to them, newest first",
      "  none",
      "Never mailed again",
      "  nothing is kept that forbids it",
      "",
      "Orders, as known now",
      "  2026-10-01       12.50 EUR  csv#1",
      "  2026-11-02       12.50 EUR  csv#2  not counted: unpaid",
    ]);
  });

  it("tells why an address is never mailed again", async () => {
    const deps = depsWith({ readSuppressions: async () => new Map([[emailKey, unsubscribed]]) });
    const lines = await told(deps);
    expect(lines).toContain("May be written to now: no, they unsubscribed");
    expect(lines).toContain("  unsubscribed at 2026-10-02T08:00:00.000Z");
  });

  it("says to machines by its null that there was no night", async () => {
    expect(await explainBeforeNights(ada, "EUR", depsWith())).toMatchObject({
      asOf: null,
      night: null,
      currency: "EUR",
    });
  });
});

describe("rouse explain of who is no customer", () => {
  const at = "2026-11-02T08:00:00.000Z";
  const handles = [emailIdentity(emailKey), "csv:ada"];
  const nobody = { nobody: [], standing: [] };
  const nothing = { readErasures: async () => new Map(), readSuppressions: async () => new Map(), hash };

  it("says that nobody is kept, and what may be given", async () => {
    const { ok, json, prose } = await explainUnknown(handles, nothing, nobody);
    expect({ ok, json }).toEqual({ ok: false, json: { found: false } });
    expect(prose[0]).toContain("Nobody is kept under that name");
  });

  it("says that they were erased, and that their address is never mailed", async () => {
    const note = new Map([[erasureKeyOf("csv:ada", hash), { at, finished: true }]]);
    const erased: Suppressed = { emailKey, reason: "erased", at };
    const deps = {
      ...nothing,
      readErasures: async () => note,
      readSuppressions: async () => new Map([[emailKey, erased]]),
    };
    const { ok, json, prose } = await explainUnknown(handles, deps, nobody);
    expect({ ok, json }).toEqual({
      ok: false,
      json: { found: false, erasedAt: at, suppressions: [{ reason: "erased", at }] },
    });
    expect(prose).toEqual([
      `Nothing is kept of them any more: they were erased, at ${at}.`,
      "Never mailed again",
      `  erased at ${at}`,
    ]);
  });

  it("says of an address that unsubscribed, and belongs to nobody, that it is never mailed", async () => {
    const readSuppressions = async () => new Map([[emailKey, unsubscribed]]);
    const { prose } = await explainUnknown(handles, { ...nothing, readSuppressions }, nobody);
    expect(prose[0]).toContain("Nobody is kept under that name");
    expect(prose).toContain("  unsubscribed at 2026-10-02T08:00:00.000Z");
  });
});
