import { judgedBy } from "../../cli/import/newer-row.ts";
import { keyedHash } from "../../shared/adapters/keyed-hash.ts";
import type { Customer } from "../../shared/model/customer.ts";
import type { Order } from "../../shared/model/order.ts";
import { parseSettings } from "../../shared/model/parse-settings.ts";
import type { Settings } from "../../shared/model/settings.ts";
import type { RecordDeps } from "../../shared/recording/record-deps.ts";
import type { fakeStore } from "./fake-store.ts";

const identityKey = "an identity key for tests";
const hashes = new Map<string, string>();
/** Tests name the same few people again and again. */
export const hash = (text: string): string => {
  const known = hashes.get(text) ?? keyedHash(text, identityKey);
  hashes.set(text, known);
  return known;
};
export const settings = (more: Record<string, unknown> = {}): Settings =>
  parseSettings(JSON.stringify({ currency: "USD", timeZone: "America/New_York", ...more }));

const usual = settings();
/** Whether an order counts in the usual shop. */
export const judge = judgedBy(usual);

type Stores = Omit<RecordDeps, "hash" | "settings" | "pause" | "data"> & Partial<Pick<RecordDeps, "data">>;

/** Recording over these stores. Attempts follow each other at once. */
export const recordDeps = (stores: Stores, shop: Settings = usual): RecordDeps => ({
  data: { remove: async () => {}, write: async () => {} },
  ...stores,
  hash,
  settings: shop,
  pause: async () => {},
});

/** The state that counts: customers with what is known of them, sales of nobody, and orders; not how it came to be. */
export const stateOf = ({ rows }: ReturnType<typeof fakeStore>) => ({
  customers: [...rows.customers.values()]
    .filter((customer) => customer.identities.length > 0 || customer.sales)
    .sort((a, b) => (a.customerId < b.customerId ? -1 : 1))
    .map(withoutVersion),
  orders: [...rows.orders.values()].sort((a, b) => (a.orderKey < b.orderKey ? -1 : 1)).map(withoutPast),
});

const withoutVersion = ({ version: _version, ...rest }: Customer) => rest;
export const withoutPast = ({ left: _left, moved: _moved, ...rest }: Order) => rest;
