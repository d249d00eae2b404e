import type { Consent } from "../../model/consent.ts";
import type { Profile } from "../../model/customer.ts";
import { PoisonError } from "../../model/errors.ts";
import { normaliseEmail } from "../../model/identity.ts";
import type { Instant } from "../../model/time.ts";
import { consentSaid } from "../consent-words.ts";
import type { Person } from "../intent.ts";
import { buyersName } from "../name-parts.ts";
import { instantOf, saidBy } from "../read-instant.ts";
import type { ShopifyConsent, ShopifyOrder, ShopifyPerson } from "./shopify-shapes.ts";

/** The id of a Shopify object as text; its GraphQL name keeps it whole where a sender rounded the number. */
export const shopifyId = <Id extends string | undefined>(object: {
  id: Id;
  admin_graphql_api_id?: string | undefined;
}): string | Id => /^gid:\/\/shopify\/\w+\/(\d+)$/.exec(object.admin_graphql_api_id ?? "")?.[1] ?? object.id;

/** Who placed an order. The customer's own address is the one to mail; the order's is where its receipt went. */
export const personOfOrder = (order: ShopifyOrder, updatedAt: Instant): Person => {
  const { customer } = order;
  const customerId = shopifyId({ id: undefined, ...customer });
  const emails = [order.email, order.contact_email, customer.email].filter(isThere);
  const phones = [customer.phone, order.phone].filter(isThere);
  const country = order.shipping_address.country_code ?? customer.default_address.country_code;
  const receiver = { isGuest: customerId === undefined, of: inParts(order.shipping_address) };
  const { wholeName, ...names } = buyersName([customer, order.billing_address].map(inParts), receiver);
  return {
    source: "shopify",
    ...(wholeName && { wholeName }),
    ...(customerId !== undefined && { customerId }),
    emails,
    ...(customer.email && (customer.verified_email ? { ownEmail: customer.email } : { isEmailTyped: true })),
    phones,
    profile: {
      ...profileOf([customer.email ?? "", ...emails], phones, names, updatedAt),
      ...(order.customer_locale && { locale: order.customer_locale }),
      ...(country && { country }),
    },
    ...consentOfOrder(order, updatedAt),
  };
};

export const personOfCustomer = (customer: ShopifyPerson, updatedAt: Instant): Person => {
  const emails = [customer.email].filter(isThere);
  const phones = [customer.phone].filter(isThere);
  const country = customer.default_address.country_code;
  return {
    source: "shopify",
    customerId: shopifyId(customer),
    emails,
    ...(!customer.verified_email && { isEmailTyped: true }),
    phones,
    profile: { ...profileOf(emails, phones, buyersName([inParts(customer)]), updatedAt), ...(country && { country }) },
    ...(customer.email_marketing_consent &&
      givenFor(shopifyConsent(customer.email_marketing_consent, updatedAt), customer.email)),
    ...(customer.sms_marketing_consent && {
      channels: [
        {
          channel: "sms",
          handle: customer.phone,
          consent: shopifyConsent(customer.sms_marketing_consent, updatedAt),
        },
      ],
    }),
  };
};

const profileOf = (
  emails: readonly string[],
  phones: readonly string[],
  names: Pick<Profile, "firstName" | "lastName">,
  updatedAt: Instant,
): Profile => {
  const email = emails.find((address) => normaliseEmail(address) !== undefined);
  return {
    updatedAt,
    ...(email && { email }),
    ...(phones[0] && { phone: phones[0] }),
    ...names,
  };
};

type Named = Pick<ShopifyPerson, "first_name" | "last_name"> & { name?: string | undefined };
const inParts = ({ first_name, last_name, name }: Named) => ({ firstName: first_name, lastName: last_name, name });

/**
 * A ticked box at the checkout shows that mail was offered with a choice, and may have been ticked beforehand: it founds
 * a soft opt-in, no explicit consent. An empty box says nothing about consent given elsewhere.
 * Up to API 2024-10 orders also carry the customer's own consent, which outranks the box and is for the customer's address;
 * the box is for the one that the order was placed with. A word that is not known costs no order here, for the topic of consent
 * tells of it too; as it may be a refusal, the box beside it says nothing.
 */
const consentOfOrder = (order: ShopifyOrder, at: Instant): Pick<Person, "consent" | "consentEmail"> => {
  const { state = "", ...said } = order.customer.email_marketing_consent;
  const isTold = state !== "";
  if (isTold && stateSaid(state) === undefined) return {};
  const explicit = isTold ? shopifyConsent({ state, ...said }, at) : undefined;
  if (explicit?.basis === "explicit") return givenFor(explicit, order.customer.email);
  if (!order.buyer_accepts_marketing) return {};
  const box: Consent = { state: "granted", basis: "soft-opt-in", at, source: "shopify" };
  return givenFor(box, order.email ?? order.contact_email ?? order.customer.email);
};

const givenFor = (consent: Consent, email: string | undefined): Pick<Person, "consent" | "consentEmail"> => ({
  consent,
  ...(email && { consentEmail: email }),
});

const statesSaid: ReadonlyMap<string, "granted" | "denied" | "unknown"> = new Map([
  ["subscribed", "granted"],
  ["unsubscribed", "denied"],
  ["redacted", "denied"],
  ["invalid", "denied"],
  ["not_subscribed", "unknown"],
  ["pending", "unknown"],
]);

/** A refusal is one in whatever words it comes; a yes is Shopify's own word alone. */
const stateSaid = (text: string): "granted" | "denied" | "unknown" | undefined =>
  statesSaid.get(text.trim().toLowerCase()) ?? (consentSaid(text)?.state === "denied" ? "denied" : undefined);

/**
 * What a customer said of marketing mail. Never subscribed, or not confirmed yet, is no statement.
 * A refusal without its own time was said by `toldAt` at the latest: undated, it would give way to every older grant.
 *
 * @param toldAt when the body was made, or received
 * @throws PoisonError `unknown-consent-state` for a word that is neither Shopify's nor a refusal
 */
export const shopifyConsent = (consent: ShopifyConsent, toldAt: Instant): Consent => {
  const state = stateSaid(consent.state);
  if (state === undefined) throw new PoisonError("unknown-consent-state", "the consent's state is none that is known");
  if (state === "unknown") return { state, basis: "none" };
  const said = consent.consent_updated_at;
  const at = said ? saidBy(instantOf(said), toldAt) : state === "denied" ? toldAt : undefined;
  return { state, basis: "explicit", ...(at && { at }), source: "shopify" };
};

const isThere = (text: string | undefined): text is string => text !== undefined;
