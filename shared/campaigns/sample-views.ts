import { type MailView, type MailViewFacts, mailViewOf } from "../mail/mail-view.ts";
import { tierSchema } from "../model/customer.ts";

const names = [
  { firstName: "Ada", lastName: "Lovelace" },
  { firstName: "Ada", lastName: undefined },
  { firstName: undefined, lastName: undefined },
];
const lastDays = ["2026-01-31", undefined];
const urls = ["https://shop.example", undefined];

/** Customers of every kind that a template can tell apart: more or less known, of each tier, of a shop with an address on the web or without. */
export const sampleViews = (locale: string): readonly MailView[] =>
  names.flatMap((name) =>
    lastDays.flatMap((lastDay) =>
      urls.flatMap((url) => tierSchema.options.map((tier) => sampleView({ ...name, lastDay, tier, locale }, url))),
    ),
  );

const sampleView = (known: Omit<MailViewFacts, "shop" | "unsubscribeUrl">, url: string | undefined): MailView =>
  mailViewOf({
    ...known,
    shop: { name: "Shop", postalAddress: "1 High Street", url },
    unsubscribeUrl: "https://mail.example/u/token",
  });
