import type { WebhookSource } from "../model/order.ts";
import type { Settings } from "../model/settings.ts";
import { instantAt, lastCompleteDay } from "../model/shop-time.ts";
import type { Instant } from "../model/time.ts";
import { unixSeconds } from "./read-instant.ts";
import type { Sale } from "./sale.ts";
import type { Delivery } from "./source-room.ts";
import { sources } from "./sources.ts";

type Shop = Pick<Settings, "timeZone" | "currency">;

/**
 * A sale of one customer who does not exist, told at `at`. It was placed at noon of the shop's last complete day: the day
 * that a night held at `at` describes, so that this night sees it.
 */
export const sampleSale = (at: Instant, { timeZone, currency }: Shop): Sale => ({
  orderId: String(unixSeconds(at)),
  orderedAt: instantAt(lastCompleteDay(at, timeZone), "12:00", timeZone),
  updatedAt: at,
  currency,
  totalMinor: 4200,
  discountMinor: 0,
  refundedMinor: 0,
  items: [{ sku: "TEA-1", title: "Sencha", category: "Green tea", quantity: 2, totalMinor: 4200 }],
  customer: {
    id: "7001",
    email: "ada@example.com",
    firstName: "Ada",
    lastName: "Example",
    locale: "en",
    country: "US",
    consent: "granted",
  },
});

/** Who left a cart at noon of the same day, and has bought nothing. */
const sampleCart = ({ orderId, orderedAt, customer }: Sale) => ({
  id: `cart-${orderId}`,
  at: orderedAt,
  customer: { ...customer, id: "7002", email: "bo@example.com", firstName: "Bo" },
});

/** The sample sale as `source` would post it to `url` at `at`, signed with its secret; and a cart that was left, where it tells of such. */
export const sampleWebhook = (source: WebhookSource, { at, ...to }: Omit<Delivery, "id">, shop: Shop) => {
  const { title, secretMeans, bodyOf, cartBodyOf, headersOf } = sources[source];
  const sale = sampleSale(at, shop);
  const signed = (body: string, id: string) => ({ body, headers: headersOf(body, { id, at, ...to }) });
  const cart = cartBodyOf?.(sampleCart(sale));
  return {
    title,
    secretMeans,
    ...signed(bodyOf(sale), `msg_${sale.orderId}`),
    ...(cart !== undefined && { cart: signed(cart, `msg_cart_${sale.orderId}`) }),
  };
};
