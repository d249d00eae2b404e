import type { ToldEvents } from "../model/customer-event.ts";
import type { Instant } from "../model/time.ts";
import type { OrderNews } from "./fold-order.ts";
import type { PersonKnowledge } from "./join-customer.ts";

/** What an event says of one buyer, as its source names them. */
export type Telling = {
  holder: string;
  /** Their names, as keyed hashes (`namesTold`). */
  names: readonly string[];
  /** Whether the source says that the address is the customer id's own. */
  own: boolean;
  /** Whether that is but taken from a consent told of the two. */
  isPresumed?: true;
  phones: readonly string[];
  /** When each was told, where that is not when all else was: a file tells of many days at once. */
  phoneTimes?: Readonly<Record<string, Instant>>;
  /** The system that says it. */
  source: string;
  knowledge: PersonKnowledge;
  /** What of that is told beside orders: all of it, none, or of a file, which has rows of both, a part. */
  alone?: PersonKnowledge;
  /** What they did beside ordering. */
  events?: ToldEvents;
};

type OrderTold = {
  orderKey: string;
  /** As whom this state names the buyer; without facts, nothing is said of that. */
  holder?: string | undefined;
  news: OrderNews;
};

/** That two identities are one person's, by the word of a source. */
export type Together = { identities: readonly [string, string]; at: Instant; by: string };

/** What one event tells: of whom, and of which orders. */
export type News = {
  /** Names under which an erasure concerns it: identities, holders, numbers of orders. */
  names: readonly string[];
  /** When the source said so; absent where it gives no time. */
  at?: Instant | undefined;
  tellings: readonly Telling[];
  together?: Together;
  /** Each key once: none or one from a webhook, many from an import. */
  orders?: readonly OrderTold[];
};
