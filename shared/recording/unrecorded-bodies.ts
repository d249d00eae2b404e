import { archivePrefixes, cameAfter } from "../model/archive-keys.ts";
import { type ErasedBody, readErasedBody } from "../model/erased-body.ts";
import {
  customerIdentity,
  emailIdentity,
  identitiesOfOrder,
  type KeyedHash,
  normaliseEmail,
  normalisePhone,
  orderKeyOf,
  phoneIdentity,
} from "../model/identity.ts";
import { type WebhookSource, webhookSourceSchema } from "../model/order.ts";
import type { Instant } from "../model/time.ts";
import type { FileStore } from "../ports/files.ts";

/** When the erasure began; and the body that asks for it, which is left alone. */
type Erasing = { at: Instant; request?: string | undefined };

type Bodies = { data: Pick<FileStore, "read" | "write" | "list" | "remove">; hash: KeyedHash };

/** A body that no row names, and whom it may tell of: any number in it may be a customer's, or an order's. */
export type UnrecordedBody = { key: string; identities: readonly string[] };

/**
 * Finds every body that no row names and that tells of a person: parked ones, those on their way, and those that never
 * came to the queue. There are few, for lifecycle rules end them, and each is looked through as text: nobody may have
 * understood it. What came after the erasure began is left alone.
 *
 * @param isTheirs whether an identity is the person's; asked too about the source that sent the body, as `<source>:`
 */
export const findUnrecorded = async (
  isTheirs: (identity: string) => boolean,
  { at, request }: Erasing,
  { data, hash }: Bodies,
): Promise<UnrecordedBody[]> => {
  const found: UnrecordedBody[] = [];
  for (const prefix of [archivePrefixes.incoming, archivePrefixes.poison]) {
    for await (const key of data.list(prefix)) {
      if (key === request || cameAfter(key, at)) continue;
      const source = webhookSourceSchema.safeParse(key.slice(prefix.length).split("/")[0]).data;
      const text = Buffer.from((await data.read(key)) ?? []).toString("utf8");
      const told = identitiesIn(text, source, hash);
      if (readErasedBody(Buffer.from(text)) || !told.some(isTheirs)) continue;
      found.push({ key, identities: [...new Set([...told, ...numbersIn(text, source)])] });
    }
  }
  return found;
};

/** Takes such bodies away. Of one on its way a note stays, so that its message knows what became of it. */
export const eraseUnrecorded = async (
  bodies: readonly UnrecordedBody[],
  at: Instant,
  { data }: Pick<Bodies, "data">,
): Promise<void> => {
  const note = JSON.stringify({ erased: { at } } satisfies ErasedBody);
  for (const { key } of bodies) {
    if (key.startsWith(archivePrefixes.incoming)) await data.write(key, note, "application/json");
    else await data.remove([key]);
  }
};

const MAX_NUMBERS = 200;

const numbersIn = (text: string, source: WebhookSource | undefined): string[] =>
  source === undefined
    ? []
    : [...text.matchAll(/"(?:order_)?id"\s*:\s*"?([^"\s,}]{1,200})/g)]
        .slice(0, MAX_NUMBERS)
        .flatMap(([, id = ""]) => [customerIdentity(source, id), ...identitiesOfOrder(orderKeyOf(source, id))]);

/** JSON as PHP writes it has every letter beyond ASCII, and any other it likes, as a number. */
const unescaped = (text: string): string =>
  text
    .replaceAll(/\\u([\da-f]{4})/gi, (_escape, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    .replaceAll("\\/", "/");

/** Everything in a text that looks as if it recognised a person, in time that grows with its length alone. */
const identitiesIn = (escaped: string, source: WebhookSource | undefined, hash: KeyedHash): string[] => {
  const text = unescaped(escaped);
  const emails = addressesIn(text).map((address) => emailIdentity(hash(address)));
  const phones = phonesIn(text).map((phone) => phoneIdentity(hash(phone)));
  const ids = source === undefined ? [] : ["", ...customerIdsIn(text)].map((id) => customerIdentity(source, id));
  return [...emails, ...phones, ...ids];
};

const separators = /[\s"'<>,;:()[\]\\]+/u;
const addressesIn = (text: string): string[] =>
  text.split(separators).flatMap((word) => (word.includes("@") ? (normaliseEmail(word) ?? []) : []));

const phonesIn = (text: string): string[] =>
  [...text.matchAll(/\+[1-9][\d\s().\-/]{6,30}/g)].flatMap(([number]) => normalisePhone(number) ?? []);

/** A customer's id as the sources write it: in a field of its own, in the customer, or in a GraphQL name. */
const customerIdsIn = (text: string): string[] =>
  [
    /"customer_?id"\s*:\s*"?([^"\s,}]{1,200})/gi,
    /"customer"\s*:\s*\{\s*"id"\s*:\s*"?([^"\s,}]{1,200})/gi,
    /gid:\/\/shopify\/Customer\/(\d{1,200})/g,
  ].flatMap((pattern) => [...text.matchAll(pattern)].flatMap(([, id = ""]) => id));
