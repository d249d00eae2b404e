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

/** Of marketing by their names, or of consent: in a customer, and in an order as well. */
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
  [{ email_marketing_status: "stopped" }, "email_marketing_status"],
  [{ werbemails: "nein" }, "werbemails"],
  [{ "Werbe-E-Mails": false }, "Werbe-E-Mails"],
  [{ werbeeinwilligung: false }, "werbeeinwilligung"],
  [{ werbewiderspruch: true }, "werbewiderspruch"],
  [{ reklam: false }, "reklam"],
  [{ reklama: "nie" }, "reklama"],
  [{ keine_reklame: true }, "keine_reklame"],
  [{ реклама: "нет" }, "реклама"],
  [{ mailing_list: false }, "mailing_list"],
  [{ no_mailings: true }, "no_mailings"],
  [{ advertising: false }, "advertising"],
  [{ newsletter_consent_country: "NO", newsletter_consent: false }, "newsletter_consent"],
  [{ marketing_state: "unsubscribed" }, "marketing_state"],
  [{ marketing_channel: "unsubscribed" }, "marketing_channel"],
  [{ newsletter_region_north: false }, "newsletter_region_north"],
  [{ marketing_group_a: false }, "marketing_group_a"],
  [{ newsletter_city_guide: "no" }, "newsletter_city_guide"],
  [{ text_opt_in: false }, "text_opt_in"],
  [{ opt_in_at_checkout: false }, "opt_in_at_checkout"],
  [{ accepts_offers: false }, "accepts_offers"],
  // of a newsletter's status, and of leaving, any number that is no yes
  [{ newsletter_status: 3 }, "newsletter_status"],
  [{ newsletter_status: "disabled" }, "newsletter_status"],
  [{ newsletter_subscription_status: "3" }, "newsletter_subscription_status"],
  [{ newsletter_subscription_status: 2 }, "newsletter_subscription_status"],
  [{ newsletter_status: "4" }, "newsletter_status"],
  [{ unsubscribed: 2 }, "unsubscribed"],
  [{ unsubscribed_from: ["newsletter"] }, "unsubscribed_from"],
  [{ customer: { email_notifications: false } }, "customer.email_notifications"],
  // what somebody may be told, and how
  [{ do_not_market: true }, "do_not_market"],
  [{ recibir_ofertas: false }, "recibir_ofertas"],
  [{ 受信しない: true }, "受信しない"],
  [{ メール配信: false }, "メール配信"],
  [{ einwilligung: false }, "einwilligung"],
  [{ werbeeinverstaendnis: "nein" }, "werbeeinverstaendnis"],
  [{ Werbeeinverständnis: false }, "Werbeeinverständnis"],
  [{ werbekennzeichen: "N" }, "werbekennzeichen"],
  // by whatever may be told, whom it is told of refuses in so many words
  [{ emailStatus: "unsubscribed" }, "emailStatus"],
  [{ email_status: "opted out" }, "email_status"],
  [{ email_status: "Unsubscribed - manual" }, "email_status"],
  [{ email_status: "USER_UNSUBSCRIBED" }, "email_status"],
  [{ smsStatus: "unsubscribed" }, "smsStatus"],
  [{ whatsapp_status: "opted-out (2026-11-01)" }, "whatsapp_status"],
  [{ contactStatus: "unsubscribed" }, "contactStatus"],
  [{ contact_status: "do not contact me" }, "contact_status"],
  [{ mailStatus: "abgemeldet" }, "mailStatus"],
  [{ mail_status: "désinscrit" }, "mail_status"],
  [{ 短信状态: "退订" }, "短信状态"],
  [{ contactPreference: "do not contact" }, "contactPreference"],
  [{ notification_status: "opted out" }, "notification_status"],
  [{ notifications: { email: "unsubscribed" } }, "notifications.email"],
  [{ notifications: { status: "unsubscribed" } }, "notifications.status"],
  [{ communicationPreferences: { email: "unsubscribed" } }, "communicationPreferences.email"],
  [{ communication: { sms: { state: "opted out" } } }, "communication.sms.state"],
  [{ meta_data: [{ key: "email_status", value: "unsubscribed" }] }, "meta_data.0.value"],
  // within what is about it
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
];

/** Said of people; with an order the same words are of its goods, its parcel, its papers or the messages about it. */
const refusalsOfPersons: readonly Told[] = [
  // how somebody may be written to
  [{ mail_status: "stopped" }, "mail_status"],
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
  [{ comms: { email: false } }, "comms.email"],
  [{ contactPermission: { allowed: false } }, "contactPermission.allowed"],
  [{ preferences: { email: false } }, "preferences.email"],
  [{ permissions: { email: false } }, "permissions.email"],
  [{ communication_preferences: { email: false } }, "communication_preferences.email"],
  [{ preferences: { channels: { sms: { enabled: false } } } }, "preferences.channels.sms.enabled"],
  [{ settings: { notifications: { push: 0 } } }, "settings.notifications.push"],
  [{ preferences: [{ type: "email", enabled: false }] }, "preferences.0.enabled"],
  [{ email_status: "unsubscribed" }, "email_status"],
  [{ notification_status: "opted out" }, "notification_status"],
  [{ sms_updates: false }, "sms_updates"],
  [{ notify_me_by_sms: false }, "notify_me_by_sms"],
  [{ contact_preference: "no" }, "contact_preference"],
  [{ contact_preference: "do not contact" }, "contact_preference"],
  [{ blocked_channels: ["email"] }, "blocked_channels"],
  [{ subscriber_status: "3" }, "subscriber_status"],
  [{ subscriber_status: 2 }, "subscriber_status"],
  [{ do_not_disturb: true }, "do_not_disturb"],
  // and the rest
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

/** By themselves, however they are spelt. */
const refusing = [
  ...["noEmail", "no_email", "no_emails", "noMail", "no_mails", "noSms", "NO_SMS", "noemail", "noContact"],
  ...["stopEmail", "stop_emails", "stopMail", "stop_sms", "stopContact", "stopemails", "neverContact"],
  ...["dontEmail", "dont_mail", "dontContact", "donotemail", "doNotSMS", "do_not_send_emails", "doNotEMail"],
  ...["keine_mails", "keineEmails", "customer_no_email", "no_email_please"],
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
  // complaints, giveaways, costs and recruiters, of the same stems as advertising
  { reklamation: false, reklamationen: 0, reklamation_status: "keine", reklamace: "ne", reklamacja: "nie" },
  { рекламация: "нет", reklamacija: "ne" },
  { reklamartikel: false, werbeartikel: false, werbemittel: "keine", werbekanal: "kein", werbekosten: 0 },
  { werber: "keiner", werbeaktion: "keine", advertised: false },
  // where the post goes, and which language is read
  { MailingCountry: "NO", MailingState: "NO", MailingStreet: "No 5, Hill Road", MailingCity: "No Man's Land" },
  { mailing_country: "NO", mailing_zip: "0", mailing_box: 0, mailing_label: "no", mailing_tube: false },
  { mailing_address_2: "no", mailing_line2: "no", mailing_class: "no", mailing_method: false },
  { consent_country: "NO", consent_locale: "no", marketing_region: "NO", newsletter_language: "no" },
  { newsletter_sprache: "no", idioma_newsletter: "no", consent_country_code: "NO", marketing_language: "no" },
  // whence, and how a consent came
  { marketing_source: "no", marketing_channel: "off", marketing_campaign: "no sale", marketing_segment: "no" },
  { marketing_area: "no", marketing_group: "0", marketing_lead: false, marketing_qualified: false },
  // how it went with a message
  { email_status: "not_sent", sms_status: "not sent", mail_status: "not sent", notification_status: "disabled" },
  { sms_status: "off", notification_status: "not sent", push_status_erp: "not pushed", email_status: false },
  { contact_status: "not contacted", email_status: "not verified", not_contacted: true },
  { contact_preference: "no preference", tags: "phone invalid", abo: false },
  // a yes in numbers, and goods that come again
  { newsletter_status: 1, newsletter_subscription_status: "1", subscriber_status: 1 },
  { subscription_status: 3, unsubscribed: "0", blocked_channels: [], unsubscribed_from: [] },
  { werbung: true, newsletter: "ja", mailing: 1, 营销同意: "是" },
];

const isOf =
  (place: (field: object) => string | undefined, before: string) =>
  ([field, named]: Told): boolean =>
    place(field) === `${before}${named}`;

/** Of an order alone: the messages about it, and what else one agrees to with it. */
const silentOfOrders: readonly object[] = [
  { sms_notification: false, sms_notifications: 0, email_notification: "no", email_notifications: false },
  { sms_updates: false, email_updates: "no", whatsapp_updates: 0, sms_alerts: false, notify_by_email: false },
  { email_status: "stopped", notification_status: "stopped", sms_status: "no", contact_status: "rejected" },
  { meta_data: [{ key: "email_status", value: "not sent" }] },
  { meta_data: [{ key: "Notify me by SMS", value: "no" }] },
  { suppress_notifications: true, suppress_emails: true, disable_emails: true, has_no_email: true },
  { no_email_notification: true, no_sms_updates: true, no_email_address: true, no_contact_delivery: true },
  { noEmail: false, stop_emails: "no", dontContact: 0 },
  { sms_status: "suppression list empty", email_status: "not unsubscribed", contact_status: "never opted out" },
  { sms_text: "Opted out", email_subject: "You are unsubscribed", sms_body: "unsubscribed", contact_name: "Baja" },
  { email: "unsubscribed@mail.example", sms_message: "Reply STOP to opt out", email_footer: "unsubscribe: here" },
  { notifications: { email: "off", sms: "not sent", status: "disabled" }, contact: { status: "no", active: false } },
  { email_status: "no email", sms_status: "bounced", mail_status: "rejected", sms_updates: "off", sms_alerts: "no" },
  { notifications_suppressed: true, mute_notifications: true, do_not_disturb: true },
  { preferences: { email: false }, communication: { sms: false }, channels_blocked: ["web"] },
  { emailOk: false, may_contact: false, contactable: false, allow_sms: false },
  { carbon_opt_out: true, cutlery_opt_out: true, signature_consent: false, opted_in_alcohol: "no" },
  { payment: { consent: false, save_card_consent: false, sms: false } },
  { billing: { contact: "no", email_notifications: false } },
];

describe("a field that is named after consent to marketing, or to being written to, and says no", () => {
  it.each([
    ["a customer", ofPerson, "customer."],
    ["an order's customer", ofBuyer, "order.customer."],
    ["an order", ofOrder, "order."],
  ])("has the body wait, and the answer names it, in %s", (_where, place, before) => {
    const told = place === ofOrder ? refusals : [...refusals, ...refusalsOfPersons];
    expect(told.filter((one) => !isOf(place, before)(one)).map(([field]) => [field, place(field)])).toEqual([]);
  });

  it.each(refusing)("waits by its name alone, in an order as in a customer: %s", (name) => {
    expect(ofOrder({ [name]: true })).toBe(`order.${name}`);
    expect(ofOrder({ [name]: "yes" })).toBe(`order.${name}`);
    expect(ofPerson({ [name]: true })).toBeDefined();
    expect(ofOrder({ [name]: false })).toBeUndefined();
    expect(ofItem({ [name]: true })).toBeUndefined();
  });

  it("is of an order's goods, parcel and papers where the same words are", () => {
    const ofOrders = [
      { subscribed: false },
      { subscription_status: "unsubscribed" },
      { sendEmails: false },
      { do_not_call: true },
      { no_promotions: true },
      { blacklisted: true },
      { tags: "vip, do-not-contact" },
    ];
    expect(ofOrders.flatMap((field) => ofOrder(field) ?? [])).toEqual([]);
  });

  it("is of an order's messages where it does not name marketing", () => {
    const beside = (field: object) => meantIn({ ...standardEvent({}), ...field });
    expect(
      silentOfOrders.flatMap((field) => [ofOrder(field), beside(field), ofItem(field)].flatMap((at) => at ?? [])),
    ).toEqual([]);
    expect(beside({ marketing_opt_in: false })).toBe("marketing_opt_in");
    expect(ofOrder({ marketing: { accepts: false } })).toBe("order.marketing.accepts");
    expect(ofOrder({ meta_data: [{ key: "newsletter", value: "no" }] })).toBe("order.meta_data.0.value");
    expect(ofOrder({ shipping: { newsletter_opt_in: false } })).toBe("order.shipping.newsletter_opt_in");
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
