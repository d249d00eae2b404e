import { type MailView, type MailViewFacts, mailViewOf } from "../mail/mail-view.ts";
import { type Tier, tierSchema } from "../model/customer.ts";
import type { Offer } from "../model/offer.ts";
import type { Trigger } from "../model/trigger.ts";

/** What a template is for: why it is sent, and what the steps promise that name it, one of them perhaps nothing. */
export type TemplateUse = { trigger: Trigger["on"]; offers: readonly (Offer | undefined)[] };

/** Whether none of the messages that a template is for promises anything. */
export const isWithoutOffer = ({ offers }: TemplateUse): boolean => offers.every((offer) => offer === undefined);

const names = [
  { firstName: "Ada", lastName: "Lovelace" },
  { firstName: "Ada", lastName: undefined },
  { firstName: undefined, lastName: undefined },
];
const lastDays = ["2026-01-31", undefined];
const urls = ["https://shop.example", undefined];

/**
 * Customers of every kind that a template can tell apart: more or less known, of each tier and of none, of a shop with an address on
 * the web or without, with each of the offers.
 */
export const sampleViews = (locale: string, { trigger, offers }: TemplateUse): readonly MailView[] =>
  offers.flatMap((offer) =>
    names.flatMap((name) =>
      lastDays.flatMap((lastDay) =>
        urls.flatMap((url) =>
          tiersOf(trigger).map((tier) => sampleView({ ...name, lastDay, tier, locale, offer: inEuros(offer) }, url)),
        ),
      ),
    ),
  );

const inEuros = (offer: Offer | undefined): MailViewFacts["offer"] => offer && { offer, currency: "EUR" };

/** Only an event makes a prospect a candidate. */
const tiersOf = (trigger: Trigger["on"]): readonly (Tier | undefined)[] =>
  trigger === "cart-left" ? [...tierSchema.options, undefined] : tierSchema.options;

const sampleView = (known: Omit<MailViewFacts, "shop" | "unsubscribeUrl">, url: string | undefined): MailView =>
  mailViewOf({
    ...known,
    shop: { name: "Shop", postalAddress: "1 High Street", url },
    unsubscribeUrl: "https://mail.example/u/token",
  });
