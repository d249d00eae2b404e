import type { Instant } from "../model/time.ts";
import type { OrderNews } from "./fold-order.ts";
import type { PersonKnowledge } from "./join-customer.ts";

type OrderTold = { orderKey: string; news: OrderNews };

/** What one event tells: whom it is about, what it says of them, and of their orders. */
export type News = {
  /** At least one. */
  identities: readonly string[];
  /** When the source said so; absent where it gives no time. */
  at?: Instant | undefined;
  person: PersonKnowledge;
  /** Each key once: none or one from a webhook, many from an import. */
  orders?: readonly OrderTold[];
};
