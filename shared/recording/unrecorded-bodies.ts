import { archivePrefixes, cameAfter } from "../model/archive-keys.ts";
import { type ErasedBody, readErasedBody } from "../model/erased-body.ts";
import {
  customerIdentity,
  emailIdentity,
  type KeyedHash,
  normaliseEmail,
  normalisePhone,
  phoneIdentity,
} from "../model/identity.ts";
import { type WebhookSource, webhookSourceSchema } from "../model/order.ts";
import type { Instant } from "../model/time.ts";
import type { FileStore } from "../ports/files.ts";

/** When the erasure began; and the body that asks for it, which is left alone. */
type Erasing = { at: Instant; request?: string | undefined };

/**
 * Takes away every body that no row names and that tells of a person: parked ones, those on their way, and
 * those that never came to the queue. There are few, for lifecycle rules end them, and each is looked through as text:
 * nobody may have understood it. Of one on its way a note stays, so that its message knows what became of it.
 *
 * @param isTheirs whether an identity is the person's; asked too about the source that sent the body, as `<source>:`
 * @returns how many there were
 */
export const eraseUnrecorded = async (
  isTheirs: (identity: string) => boolean,
  { at, request }: Erasing,
  { data, hash }: { data: Pick<FileStore, "read" | "write" | "list" | "remove">; hash: KeyedHash },
): Promise<number> => {
  let erased = 0;
  for (const prefix of [archivePrefixes.incoming, archivePrefixes.poison]) {
    for await (const key of data.list(prefix)) {
      if (key === request || (prefix === archivePrefixes.incoming && cameAfter(key, at))) continue;
      const source = webhookSourceSchema.safeParse(key.slice(prefix.length).split("/")[0]).data;
      const text = Buffer.from((await data.read(key)) ?? []).toString("utf8");
      const told = identitiesIn(text, source, hash);
      if (readErasedBody(Buffer.from(text)) || !told.some(isTheirs)) continue;
      if (prefix === archivePrefixes.incoming)
        await data.write(key, noteInstead(key, text, told, at), "application/json");
      else await data.remove([key]);
      erased += 1;
    }
  }
  return erased;
};

/** As long as a message lives, on the queue and among the dead letters. */
const ON_ITS_WAY_MS = 14 * 86_400_000;
const MAX_ORDERS = 200;

const noteInstead = (key: string, text: string, told: readonly string[], at: Instant): string => {
  const isOnItsWay = cameAfter(key, new Date(Date.parse(at) - ON_ITS_WAY_MS).toISOString());
  const source = key.slice(archivePrefixes.incoming.length).split("/")[0] ?? "";
  const orders = [...text.matchAll(/"(?:order_)?id"\s*:\s*"?([^"\s,}]{1,200})/g)].slice(0, MAX_ORDERS);
  const identities = isOnItsWay ? [...told, ...orders.map(([, id = ""]) => `order:${source}#${id}`)] : [];
  return JSON.stringify({ erased: { at, identities: [...new Set(identities)] } } satisfies ErasedBody);
};

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
