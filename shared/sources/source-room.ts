import type { ApiRequest } from "../model/api-request.ts";
import type { SigningSecrets } from "../model/keys.ts";
import type { Settings } from "../model/settings.ts";
import type { Instant } from "../model/time.ts";
import type { Intent } from "./intent.ts";
import type { ListedOrder } from "./page-of-orders.ts";
import type { Sale } from "./sale.ts";
import type { Headers, Signed, Verdict } from "./signature.ts";

/** What a reader needs beside the body. */
type ReadContext = { receivedAt: Instant; settings: Settings };

/** What a body of one topic asks for; `topic` is for what is said about a body that does not fit. */
export type ReadTopic = (body: unknown, topic: string, context: ReadContext) => Intent;

/** With what a body is posted, and to which address: `at` and `id` are of this delivery, not of what it tells. */
export type Delivery = { id: string; at: Instant; secret: string; url: string };

/**
 * Answers a shop that asks with which secret it shall sign: JSON with that secret, for a shop that has proven itself; undefined
 * for anybody else.
 */
export type Handshake = (
  asked: { query: string; headers: Headers; now: Instant },
  secrets: SigningSecrets,
) => string | undefined;

/** Addresses of public keys that a request says it was signed with, at a place that the source alone can write to. */
export type KeysNamed = (request: Pick<Signed, "headers" | "body">, secrets: SigningSecrets) => readonly string[];

/** The topic of bodies that Rouse fetched itself. No sender can name it: sources that are asked name their topics in the body. */
export const FETCHED = "fetched-order";

/** How an order is asked for whose source tells only that it has changed; the answer is read under `FETCHED`. */
type OrderFetch = {
  /** Undefined where the secret lacks what it takes. */
  requestOf: (orderId: string, secrets: SigningSecrets) => ApiRequest | undefined;
  /** The answer, JSON, that would tell of a sale. */
  bodyOf: (sale: Sale) => string;
};

/** Orders that changed from `after` to `until`; `next`, where an answer named one, is the question that follows it. */
export type Listed = { after: Instant; until: Instant; perPage: number; next?: string };

/** One page. `waitMs`: for how long the API wants to be left alone before it is asked again. */
export type OrderPage = { orders: readonly ListedOrder[]; next?: string; waitMs?: number };

/** How a shop's API lists orders by their last change, the oldest first. */
export type OrderListing = {
  /** The topic under which the source would post such an order. */
  topic: string;
  /** Undefined where the secret lacks what it takes. */
  requestOf: (asked: Listed, secrets: SigningSecrets) => ApiRequest | undefined;
  /** @throws PoisonError for an answer that is no page of orders */
  pageOf: (answer: { headers: Headers; body: Uint8Array }, asked: Listed) => OrderPage;
};

/** Everything Rouse knows of one shop system that posts webhooks: how to take what it sends, and how to send as it would. */
export type SourceRoom = {
  /** Its name as people write it. */
  title: string;
  /** What the secret is and how it becomes the key of a signature, in a sentence for who sets a sender up. */
  secretMeans: string;
  /** Whether a request is but a trial of the address, sent without a signature: it wants a 200, and nothing is done with it. */
  isPing: (request: { headers: Headers; body: Uint8Array }) => boolean;
  /**
   * Whether the bytes that were sent were signed with one of the source's two secrets, compared in constant time.
   * @throws SettingsError for a secret that cannot be one
   */
  verify: (signed: Signed, secrets: SigningSecrets) => Verdict;
  /** There where requests name the keys that they are signed with: `publicKeys` of the secrets has these for `verify`. */
  keysNamed?: KeysNamed;
  /** The topic that the headers name; undefined where it is missing. */
  topicOf: (headers: Headers) => string | undefined;
  /** Every topic that Rouse takes. One that is not here is refused: it could be anything. */
  topics: ReadonlyMap<string, ReadTopic>;
  /** What it tells of, by its own names: those of the topics, or of the events that its bodies name themselves. */
  events: readonly string[];
  /** There where a shop asks for its secret before it posts. */
  register?: Handshake;
  /** What a sender wants to read in the answer, where a 200 alone is not enough for it. */
  takenAnswer?: string;
  /** There where its webhooks only name an order. */
  fetch?: OrderFetch;
  /** There where nights can compare with the shop (docs/adr/0014). */
  listing?: OrderListing;
  /** The body, JSON, with which it would tell of a sale. */
  bodyOf: (sale: Sale) => string;
  /** There where it tells of more than orders: the body with which it would tell that somebody left a cart at `at`. */
  cartBodyOf?: (cart: { id: string; at: Instant; customer: Sale["customer"] }) => string;
  /** The headers with which it would post that body. */
  headersOf: (body: string, delivery: Delivery) => Readonly<Record<string, string>>;
};

/** No trial is sent by this source. */
export const neverPings = (): boolean => false;
