import { describe, expect, it } from "vitest";
import { PoisonError } from "../../../shared/model/errors.ts";
import { readStandard } from "../../../shared/sources/standard/read-standard.ts";
import { standardEvent } from "../../support/bodies.ts";

const at = "2026-11-20T09:00:00Z";
const denied = { state: "denied", at };
const granted = { state: "granted", at };
const read = (body: unknown) => readStandard(body, "2026-11-20T12:00:00.000Z");
const updated = (customer: object, beside: object = {}) =>
  read({ type: "customer.updated", updatedAt: at, customer: { id: "7", ...customer }, ...beside });
const ordered = (order: Record<string, unknown>, beside: object = {}) => {
  const body = standardEvent(order);
  return read({ ...body, ...beside });
};
const outcomeOf = (reading: () => unknown): string => {
  try {
    reading();
    return "read";
  } catch (error) {
    if (error instanceof PoisonError) return error.reason;
    throw error;
  }
};

describe("a refusal that stands a level up, or flatter", () => {
  it("is read beside the customer, of either kind of body", () => {
    const person = { consent: { state: "denied" }, channels: [{ channel: "sms", consent: { state: "denied" } }] };
    const beside = { marketingConsent: denied, channels: [{ channel: "sms", consent: denied }] };
    const customer = { id: "7", phone: "+491701234567" };
    expect(updated(customer, beside)).toMatchObject({ person });
    expect(ordered({ customer }, beside)).toMatchObject({ kind: "order", person });
    expect(ordered({ customer, ...beside })).toMatchObject({ kind: "order", person });
  });

  it("is read of a channel's entry itself", () => {
    const channels = [{ channel: "sms", handle: "+491701234567", ...denied }];
    expect(updated({ channels })).toMatchObject({ person: { channels: [{ consent: { state: "denied" } }] } });
    expect(updated({ channels: { 0: { ...channels[0], consent: null, state: "opted-out" } } })).toMatchObject({
      person: { channels: [{ consent: { state: "denied" } }] },
    });
  });

  it("waits for the operator where it has no time, nobody's name, or something else stands in its place", () => {
    const readings = [
      () => updated({ channels: [{ channel: "sms", state: "denied" }] }),
      () => updated({ channels: [{ channel: "sms", ...denied, consent: granted }] }),
      () => updated({ marketingConsent: granted }, { marketingConsent: denied }),
      () => ordered({ customer: undefined }, { marketingConsent: denied }),
      () => ordered({ customer: undefined, marketingConsent: denied }),
      () => ordered({ items: [{ sku: "A", quantity: 1, marketingConsent: denied }] }),
      () => read({ type: "order.deleted", order: { id: "1", deletedAt: at }, marketingConsent: denied }),
    ];
    expect(readings.map(outcomeOf)).toEqual(readings.map(() => "wrong-shape"));
  });

  it("said twice in the same words is said once", () => {
    expect(updated({ marketingConsent: denied }, { marketingConsent: denied })).toMatchObject({
      person: { consent: { state: "denied" } },
    });
  });
});

/** Fields of other systems, and of nobody, that say no. */
const refusing: Record<string, unknown>[] = [
  { email_marketing_consent: { state: "unsubscribed" } },
  { sms_marketing_consent: { state: "redacted", consent_updated_at: at } },
  ...[
    "emailOptOut",
    "marketingOptOut",
    "sms_opt_out",
    "opted-out",
    "optout",
    "OptOut",
    "suppressed",
    "isSuppressed",
  ].map((key) => ({ [key]: true })),
  ...["doNotEmail", "do_not_contact", "donotcall", "dontMail", "noNewsletter", "no_marketing", "DNC", "stopSms"].map(
    (key) => ({ [key]: true }),
  ),
  ...["Unsubscribed", "unsubscribedAt", "unsubscribe_date", "consentRevokedAt", "newsletterCancelled"].map((key) => ({
    [key]: at,
  })),
  ...["marketing_opt_in", "isSubscribed", "subscribed", "acceptsMarketing", "consent", "newsletter", "opt_in"].flatMap(
    (key) => [{ [key]: false }, { [key]: "no" }, { [key]: 0 }, { [key]: "withdrawn" }, { [key]: "perhaps" }],
  ),
  ...["marketing", "emailMarketing", "subscription", "allowEmails", "receiveSms", "emailPermission"].map((key) => ({
    [key]: false,
  })),
  { consents: [{ channel: "email", state: "denied" }] },
  { consents: { email: true, sms: false } },
  { whatsappConsent: denied },
  { marketing: { consent: "denied" } },
  { subscriptions: { email: { marketing: { consent: "UNSUBSCRIBED" } } } },
  { suppressions: [{ reason: "USER_SUPPRESSED", timestamp: at }] },
  { preferences: { email_unsubscribed: true } },
  { metadata: { profile: { sms: { optedIn: false } } } },
  { attributes: [{ name: "newsletter", value: "0" }] },
  { meta_data: [{ id: 5, key: "_mailing_opt_in", value: "no" }] },
  { tags: ["vip", "unsubscribed"] },
  { tags: "vip, do-not-contact" },
  { mailStatus: "opted out" },
  { marketingConsents: { gone: 1, state: "denied" } },
];

/** Fields that say yes, or nothing, or are of something else. */
const silent: Record<string, unknown>[] = [
  ...["acceptsMarketing", "consent", "subscribed", "newsletter", "marketing_opt_in", "isSubscribed"].flatMap((key) => [
    { [key]: true },
    { [key]: "yes" },
    { [key]: 1 },
    { [key]: "subscribed" },
    { [key]: null },
    { [key]: "" },
  ]),
  ...["unsubscribed", "emailOptOut", "suppressed", "doNotEmail", "suppressions"].flatMap((key) => [
    { [key]: false },
    { [key]: "no" },
    { [key]: 0 },
    { [key]: null },
    { [key]: [] },
  ]),
  { email_marketing_consent: { state: "subscribed", opt_in_level: "single_opt_in", consent_updated_at: at } },
  { email_marketing_consent: { state: "not_subscribed", opt_in_level: null, consent_updated_at: null } },
  { sms_marketing_consent: null },
  { consents: [{ channel: "email", state: "granted", source: "checkout" }] },
  { marketing: { channel: "google", campaign: "no-1", utm: false } },
  { subscriptionId: "sub_1", subscription_plan: "gold", marketingSource: "newsletter", consentVersion: 2 },
  { unsubscribeUrl: "https://shop.example/u/1" },
  {
    marketplace: false,
    marketSegment: "no",
    options: [],
    option: "none",
    discount: 0,
    vip: false,
    verified_email: false,
  },
  { notes: "leave it at the neighbour's door", tags: ["vip", "newsletter"], accepts_terms: false, adopted: false },
  { consentDetails: { doubleOptIn: false, ip: "192.0.2.1" } },
  { doNotTrack: true, company: "Suppressed Ltd", cookieConsent: false, nothing: true, cancelled: false },
];

describe("a field of another system's", () => {
  const ofChannel = (field: Record<string, unknown>) =>
    updated({ channels: [{ channel: "push", handle: "t", ...field }] });
  const places: [string, (field: Record<string, unknown>) => unknown][] = [
    ["in a customer", (field) => updated(field)],
    ["in an order's customer", (field) => ordered({ customer: { id: "7", ...field } })],
    ["beside a customer", (field) => updated({}, field)],
    ["in an object beside a customer", (field) => updated({}, { extra: { inner: field } })],
    ["in a channel's entry", ofChannel],
  ];

  it.each(places)("%s that may refuse is never passed by", (_, reading) => {
    expect(refusing.filter((field) => outcomeOf(() => reading(field)) !== "wrong-shape")).toEqual([]);
  });

  it.each(places)("%s that says yes, nothing, or something else costs nothing", (_, reading) => {
    const isOurs = (field: object) =>
      reading === ofChannel && Object.keys(field).some((key) => key.startsWith("consent"));
    expect(silent.filter((field) => !isOurs(field) && outcomeOf(() => reading(field)) !== "read")).toEqual([]);
  });

  it("in a consent that was given waits where it says that it was taken back", () => {
    for (const more of [{ revokedAt: at }, { withdrawn: true }, { active: false }, { status: "expired" }])
      expect(outcomeOf(() => updated({ marketingConsent: { ...granted, ...more } }))).toBe("wrong-shape");
    for (const more of [{ revokedAt: null }, { source: "form" }, { active: true }, { ip: "::1", verified: false }])
      expect(outcomeOf(() => updated({ marketingConsent: { ...granted, ...more } }))).toBe("read");
  });

  it("in an order may refuse as well; what is of goods sold again and again does not", () => {
    const meant = [
      { marketing_opt_in: false },
      { unsubscribed: true },
      { attributes: [{ name: "Newsletter", value: "No" }] },
    ];
    expect(meant.map((field) => outcomeOf(() => ordered(field)))).toEqual(meant.map(() => "wrong-shape"));
    const goods = [
      { subscription: false, is_subscription: false, subscriber: false, subscription_status: "cancelled" },
      { sendEmail: false, marketing_opt_in: true, tags: ["unsubscribed"], note: "do not contact me" },
    ];
    expect(goods.map((field) => outcomeOf(() => ordered(field)))).toEqual(goods.map(() => "read"));
  });

  it("is looked for in time that grows with the body alone", () => {
    const long = { tags: "unsub ".repeat(200_000), ["a".repeat(1_000_000)]: "b", deep: Array(100_000).fill({ a: [] }) };
    expect(outcomeOf(() => updated(long))).toBe("read");
  });
});
