import { describe, expect, it } from "vitest";
import { PoisonError } from "../../../shared/model/errors.ts";
import { readStandard } from "../../../shared/sources/standard/read-standard.ts";
import { standardEvent } from "../../support/bodies.ts";

const at = "2026-11-20T09:00:00Z";

/** Where the answer says that a refusal may be meant; undefined where the body is read. */
const meantIn = (body: unknown): string | undefined => {
  try {
    readStandard(body, "2026-11-20T12:00:00.000Z");
    return undefined;
  } catch (error) {
    if (!(error instanceof PoisonError)) throw error;
    return /a refusal may be meant in (.*?): tell it/.exec(error.message)?.[1] ?? error.message;
  }
};
const ofPerson = (field: object) =>
  meantIn({ type: "customer.updated", updatedAt: at, customer: { id: "7", ...field } });
const ofBuyer = (field: object) => meantIn(standardEvent({ customer: { id: "7", ...field } }));
const ofOrder = (field: object) => meantIn(standardEvent({ ...field }));
const ofItem = (field: object) => meantIn(standardEvent({ items: [{ sku: "A", quantity: 1, ...field }] }));

/** A field, and how the answer names it. */
type Told = readonly [field: object, named: string];

/** Said of a person, wherever: in a customer, and with an order. */
const refusals: readonly Told[] = [
  // by the name alone
  [{ emailOptOut: true }, "emailOptOut"],
  [{ do_not_email: 1 }, "do_not_email"],
  [{ newsletter_abgemeldet: true }, "newsletter_abgemeldet"],
  [{ keine_werbung: true }, "keine_werbung"],
  [{ werbung: false }, "werbung"],
  [{ mailing: false }, "mailing"],
  [{ baja: true }, "baja"],
  [{ désinscrit: "oui" }, "désinscrit"],
  [{ pas_de_newsletter: true }, "pas_de_newsletter"],
  [{ sin_publicidad: true }, "sin_publicidad"],
  [{ publicite: "non" }, "publicite"],
  [{ geen_nieuwsbrief: true }, "geen_nieuwsbrief"],
  [{ рассылка: "нет" }, "рассылка"],
  [{ 退订: true }, "退订"],
  [{ 邮件退订: 1 }, "邮件退订"],
  [{ 配信停止: true }, "配信停止"],
  [{ 营销同意: false }, "营销同意"],
  [{ メルマガ: "いいえ" }, "メルマガ"],
  [{ 마케팅_동의: "아니오" }, "마케팅_동의"],
  [{ unsubscribed_at: 1732093200 }, "unsubscribed_at"],
  [{ unsubscribed_at: at }, "unsubscribed_at"],
  [{ mail_status: "stopped" }, "mail_status"],
  [{ email_marketing_status: "stopped" }, "email_marketing_status"],
  // what somebody may be told, and how
  [{ emailOk: false }, "emailOk"],
  [{ email_ok: "n" }, "email_ok"],
  [{ may_contact: false }, "may_contact"],
  [{ canEmail: 0 }, "canEmail"],
  [{ allow_sms: "false" }, "allow_sms"],
  [{ email_notifications: false }, "email_notifications"],
  [{ smsMessages: "off" }, "smsMessages"],
  [{ ok_to_contact: false }, "ok_to_contact"],
  [{ contactable: false }, "contactable"],
  [{ notEmailable: true }, "notEmailable"],
  [{ do_not_market: true }, "do_not_market"],
  [{ recibir_ofertas: false }, "recibir_ofertas"],
  [{ 受信しない: true }, "受信しない"],
  [{ メール配信: false }, "メール配信"],
  [{ comms: { email: false } }, "comms.email"],
  [{ contactPermission: { allowed: false } }, "contactPermission.allowed"],
  [{ einwilligung: false }, "einwilligung"],
  [{ consentimiento: "no" }, "consentimiento"],
  // within what is about it
  [{ preferences: { email: false } }, "preferences.email"],
  [{ permissions: { email: false } }, "permissions.email"],
  [{ communication_preferences: { email: false } }, "communication_preferences.email"],
  [{ preferences: { channels: { sms: { enabled: false } } } }, "preferences.channels.sms.enabled"],
  [{ settings: { notifications: { push: 0 } } }, "settings.notifications.push"],
  [{ marketing: { accepts: false } }, "marketing.accepts"],
  [{ consents: { email: true, sms: "denied" } }, "consents.sms"],
  [{ profile: { custom: { marketing_opt_in: "no thanks" } } }, "profile.custom.marketing_opt_in"],
  // beside its value
  [{ attributes: [{ key: "newsletter", val: "0" }] }, "attributes.0.val"],
  [
    {
      attributes: [
        { name: "colour", value: "no" },
        { name: "emailOptOut", value: true },
      ],
    },
    "attributes.1.value",
  ],
  [{ preferences: [{ type: "email", enabled: false }] }, "preferences.0.enabled"],
];

/** Said of people; with an order the same words are of its goods, its parcel or its papers. */
const refusalsOfPersons: readonly Told[] = [
  [{ subscribed: false }, "subscribed"],
  [{ subscription_status: "unsubscribed" }, "subscription_status"],
  [{ sendEmails: false }, "sendEmails"],
  [{ do_not_call: true }, "do_not_call"],
  [{ donotcall: true }, "donotcall"],
  [{ no_contact: true }, "no_contact"],
  [{ contact_by_email: "no" }, "contact_by_email"],
  [{ contactByPhone: false }, "contactByPhone"],
  [{ keep_me_updated: false }, "keep_me_updated"],
  [{ emailoptin: false }, "emailoptin"],
  [{ newsletter_gekündigt: true }, "newsletter_gekündigt"],
  [{ werbesperre: true }, "werbesperre"],
  [{ no_promotions: true }, "no_promotions"],
  [{ blacklisted: true }, "blacklisted"],
  [{ abgemeldet_am: at }, "abgemeldet_am"],
  [{ tags: "vip, do-not-contact" }, "tags"],
];

/** Of something else, or of nothing: parcels, papers, money, measures, browsers, and where an order came from. */
const silent: readonly object[] = [
  { no_contact_delivery: true },
  { shipping: { no_contact_delivery: true, no_call: true, email_notifications: false, do_not_call: true } },
  { delivery: { no_contact: true } },
  { attribution: { marketing_cost: 0, newsletter: 0.5, campaign: "no-1" } },
  { marketing_cost: 0 },
  { newsletter_discount: 0 },
  { newsletter_discount_minor: 500 },
  { newsletter_coupon: "none" },
  { newsletter_open_rate: 0 },
  { newsletter_count: 0 },
  { email_click_rate: "0.1" },
  { marketing: 900 },
  { newsletter: 12 },
  { consent: at },
  { consent_given_at: at },
  { from_newsletter: false },
  { via_newsletter: "no" },
  { marketing_source: "newsletter" },
  { cookie_consent: "declined" },
  { cookieConsent: { marketing: false, analytics: false } },
  { analytics_consent: false },
  { tracking: { consent: false } },
  { ad_storage: "denied" },
  { cancellation_email_sent: true },
  { confirmation_email_sent: false },
  { newsletter_sent: false },
  { suppress_receipt: true },
  { email_receipt: false },
  { invoice_by_email: false },
  { payment: { decline_message: "Do not honour", declined_message: "no", email_ok: false } },
  { decline_message: "insufficient funds" },
  { nonPromotionalTotal: 900 },
  { no_promo: true },
  { promo_rejected: true },
  { promo_code: "STOP" },
  { risk: { blacklist: false, blacklist_score: "0.1", blocked_email: true } },
  { subscription_status: "cancelled" },
  { subscription: { status: "cancelled", active: false } },
  { subscriptions: [{ product: "Tea", active: false, status: "paused" }] },
  { insurance_opt_in: false },
  { accepts_terms: false },
  { mailing_address: { street: "no 5", active: false } },
  { temporada_baja: true },
  { preferences: { gift_wrap: false, language: "no", theme: { enabled: false } } },
  { preferences: { email: "ann@mail.example", sms: true } },
  { permissions: { admin: false } },
  { settings: { dark: false } },
  { contact_preference: "email", preferred_contact: "phone", email_preference: "none" },
  { consent_collected_from: "form" },
  { verified_email: false, email_confirmed: false, email_verified: 0 },
  { unsubscribe_url: "https://shop.example/u/1", unsubscribe_rate: 3 },
  { suppressed: 5 },
  { emailOptOut: false, keine_werbung: "nein", baja: 0, 退订: false },
  { werbung: true, newsletter: "ja", mailing: 1, 营销同意: "是" },
];

const isOf =
  (place: (field: object) => string | undefined, before: string) =>
  ([field, named]: Told): boolean =>
    place(field) === `${before}${named}`;

describe("a field that is named after consent to marketing, or to being written to, and says no", () => {
  it.each([
    ["a customer", ofPerson, "customer."],
    ["an order's customer", ofBuyer, "order.customer."],
    ["an order", ofOrder, "order."],
  ])("has the body wait, and the answer names it, in %s", (_where, place, before) => {
    const told = place === ofOrder ? refusals : [...refusals, ...refusalsOfPersons];
    expect(told.filter((one) => !isOf(place, before)(one)).map(([field]) => [field, place(field)])).toEqual([]);
  });

  it("is of an order's goods, parcel and papers where the same words are", () => {
    const ofOrders = [
      { subscribed: false },
      { subscription_status: "unsubscribed" },
      { sendEmails: false },
      { do_not_call: true },
      { no_contact: true },
      { no_promotions: true },
      { blacklisted: true },
      { tags: "vip, do-not-contact" },
    ];
    expect(ofOrders.flatMap((field) => ofOrder(field) ?? [])).toEqual([]);
  });

  it("in an item is heard only where it is of marketing", () => {
    expect(ofItem({ no_text: true, no_call: true, message: "do not call", text_ok: false })).toBeUndefined();
    expect(ofItem({ marketing_opt_in: false })).toBe("order.items.0.marketing_opt_in");
  });
});

describe("a field that is of something else, or says yes, or nothing", () => {
  it.each([
    ["a customer", ofPerson],
    ["an order's customer", ofBuyer],
    ["an order", ofOrder],
    ["an item", ofItem],
  ])("costs nothing in %s", (_where, place) => {
    expect(silent.flatMap((field) => place(field) ?? [])).toEqual([]);
  });
});

describe("the answer", () => {
  it("names a field by its keys as far as each is an ordinary word", () => {
    expect(ofPerson({ "unsubscribed ann@mail.example": true })).toBe("customer");
    expect(ofPerson({ optOut: { "ann@mail.example": true } })).toBe("customer.optOut");
    expect(ofPerson({ optOut: { "4917012345678": true } })).toBe("customer.optOut");
    expect(ofPerson({ [`optOut${"x".repeat(60)}`]: true })).toBe("customer");
    expect(meantIn({ type: "customer.updated", updatedAt: at, customer: { id: "7" }, optOut: true })).toBe("optOut");
    expect(meantIn({ type: "customer.updated", updatedAt: at, customer: { id: "7" }, "opt out": true })).toBe(
      "the body",
    );
  });
});
