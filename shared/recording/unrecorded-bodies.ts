import { aheadInOrder } from "../model/ahead-in-order.ts";
import { archivePrefixes, cameAfter, cameAt } from "../model/archive-keys.ts";
import { bodyNoteText, readBodyNote } from "../model/body-note.ts";
import { holderName, identitiesOfHolder } from "../model/holder.ts";
import { customerIdentity, isHandleIdentity, isOfOrder, type KeyedHash } from "../model/identity.ts";
import { type WebhookSource, webhookSourceSchema } from "../model/order.ts";
import type { Settings } from "../model/settings.ts";
import type { Instant } from "../model/time.ts";
import type { FileStore } from "../ports/files.ts";
import { type Intent, identitiesOfIntent } from "../sources/intent.ts";
import { readByAnyTopic } from "../sources/read-intent.ts";
import { withLoginHashed } from "./hash-login.ts";
import { identitiesIn } from "./identities-in-text.ts";
import { keepLateRefusals, type ToldLate } from "./keep-late-refusals.ts";
import type { News } from "./news.ts";
import { isRecordable, newsOfIntent } from "./news-of-intent.ts";
import type { RecordDeps } from "./record-deps.ts";
import { refusalsElsewhere } from "./refusals-meant.ts";

/**
 * When the erasure was asked for; the body that asks for it, which is left alone; the numbers of the person's orders; and their phone numbers
 * and other handles that nobody else has.
 */
type Erasing = {
  askedAt: Instant;
  request?: string | undefined;
  orders?: ReadonlySet<string>;
  handles?: ReadonlySet<string>;
};

export type FindUnrecordedDeps = { data: Pick<FileStore, "read" | "list">; hash: KeyedHash; settings: Settings };

/**
 * A body that no row names, and whom and which orders it is about, as exactly as its source's reader tells; `told` is what it would
 * have been recorded as.
 */
export type UnrecordedBody = { key: string; identities: readonly string[]; told: readonly ToldLate[] };
type Unnamed = { source: WebhookSource | undefined; body: Uint8Array; receivedAt: Instant; isParked: boolean };
type IsTheirs = (identity: string) => boolean;
type Theirs = { isTheirs: IsTheirs; orders: ReadonlySet<string>; handles: ReadonlySet<string> };

/** A body is most of the time on its way; where recording was held, hundreds of thousands wait. */
const BODIES_AT_A_TIME = 32;

/**
 * Finds every body that no row names and that is about a person: parked ones, those on their way, and those that never
 * came to the queue. There are few, for lifecycle rules end them, unless recording was held. What came after the erasure was asked for is left
 * alone.
 *
 * @param isTheirs whether an identity is the person's; asked too about the source that sent the body, as `<source>:`
 */
export const findUnrecorded = async (
  isTheirs: IsTheirs,
  { askedAt, request, orders = new Set(), handles = new Set() }: Erasing,
  deps: FindUnrecordedDeps,
): Promise<UnrecordedBody[]> => {
  const found: UnrecordedBody[] = [];
  for (const prefix of [archivePrefixes.incoming, archivePrefixes.poison]) {
    const isParked = prefix === archivePrefixes.poison;
    const look = async (key: string): Promise<UnrecordedBody | undefined> => {
      const source = webhookSourceSchema.safeParse(key.slice(prefix.length).split("/")[0]).data;
      const body = (await deps.data.read(key)) ?? new Uint8Array();
      if (readBodyNote(body)) return undefined;
      const received = { source, body, receivedAt: cameAt(key) ?? askedAt, isParked };
      const theirs = theirsIn(received, { isTheirs, orders, handles }, deps);
      return theirs && { key, ...theirs };
    };
    const keys: string[] = [];
    for await (const key of deps.data.list(prefix)) if (key !== request && !cameAfter(key, askedAt)) keys.push(key);
    for await (const body of aheadInOrder(keys, BODIES_AT_A_TIME, look)) if (body) found.push(body);
  }
  return found;
};

/**
 * What a body of theirs tells of them; undefined for one that is not theirs. Whom the reader finds in it decides: who is
 * named besides, in a note, has no part in somebody else's order. A body that the reader does not understand, or in which
 * it finds nobody, is theirs by any mention; an order's number in it is one only where it mentions nobody else and is not understood. A privacy request stays until it
 * has been carried out: it may concern more than this erasure does. A parked one, which nobody is about to carry out, goes
 * where it concerns nobody else. A number or another handle is but a trace: it makes nobody's order theirs that a reader understands,
 * and no body that is about to be recorded.
 */
const theirsIn = (
  { source, isParked, ...received }: Unnamed,
  { isTheirs, orders, handles }: Theirs,
  { hash, settings }: FindUnrecordedDeps,
): Omit<UnrecordedBody, "key"> | undefined => {
  const read = source === undefined ? [] : readByAnyTopic({ source, ...received }, settings);
  const intents = read.filter(({ kind }) => kind !== "ignored").map((intent) => withLoginHashed(intent, hash));
  const named = intents.flatMap((intent) => identitiesOfIntent(intent, hash));
  const news = intents.filter(isRecordable).flatMap((intent) => {
    const told = newsOfIntent(intent, undefined, hash);
    return [told, ...refusalsElsewhere(intent, told, hash)];
  });
  const told = [...new Set([...named, ...news.flatMap(holdersToldBy)])];
  const theirs = (identities: readonly string[]) => ({
    identities: [...new Set([...identities, ...news.flatMap(handlesToldBy)])],
    told: news,
  });
  if (intents.length > 0 && intents.every(isRequest) && !(isParked && told.every(isTheirs))) return undefined;
  if (told.some(isTheirs) || (source !== undefined && isTheirs(customerIdentity(source, "")))) return theirs(told);
  const isMeant = (name: string) => isTheirs(name) || handles.has(name);
  if (!named.every(isOfOrder)) {
    const isTheirsAlone = isParked && named.every(isMeant) && intents.every(({ kind }) => kind !== "order");
    return isTheirsAlone ? theirs(told) : undefined;
  }
  if (intents.length > 0 && intents.every(tellsOfOrderAlone) && told.some((name) => orders.has(name)))
    return theirs(told);
  const mentioned = [...new Set(textsOf(received.body).flatMap((text) => identitiesIn(text, source, hash)))];
  // With somebody else's address or customer id beside it, a number says little of whose a body is.
  const isNobodyElses = mentioned.every((name) => isTheirs(name) || isHandleIdentity(name) || isOfOrder(name));
  const isOrderMeant = (name: string) => intents.length === 0 && orders.has(name);
  const isMentioned = (name: string) => isMeant(name) || isOrderMeant(name);
  const meant = mentioned.some(isTheirs) || isNobodyElses ? mentioned.filter(isMentioned) : [];
  return meant.length > 0 ? theirs([...new Set([...told, ...meant])]) : undefined;
};

/** What is not UTF-8 may be UTF-16: without its noughts an address in it is the same, unless other than plain letters stand beside it. */
const textsOf = (bytes: Uint8Array): string[] => {
  const text = Buffer.from(bytes).toString("utf8");
  if (!text.includes("\0")) return [text];
  return [
    text.replaceAll("\0", ""),
    ...["utf-16le", "utf-16be"].map((encoding) => new TextDecoder(encoding).decode(bytes)),
  ];
};

/** A worker that died over such a body may have begun them, and nothing else leads there. */
const holdersToldBy = ({ tellings }: News): string[] =>
  tellings.flatMap(({ holder }) => [holderName(holder), ...identitiesOfHolder(holder)]);

/** Likewise the rows of their numbers, devices and accounts. They do not say whose a body is. */
const handlesToldBy = ({ tellings }: News): string[] => tellings.flatMap(({ phones }) => phones);

const isRequest = ({ kind }: Intent): boolean => kind === "redact" || kind === "data-request" || kind === "redact-shop";

/** Its number is all by which it is anybody's. Of a state of an order it is not: that may name another buyer by now. */
const tellsOfOrderAlone = ({ kind }: Intent): boolean => kind === "refund" || kind === "deletion";

/**
 * Takes such bodies away. A note stays of each, so that its message knows what became of it; and what they refuse where others are
 * reached as well is kept there.
 */
export const eraseUnrecorded = async (
  bodies: readonly UnrecordedBody[],
  at: Instant,
  deps: RecordDeps & { data: Pick<FileStore, "write"> },
): Promise<void> => {
  for (const { key, told } of bodies) {
    for (const news of told) await keepLateRefusals(news, deps, at);
    await deps.data.write(key, bodyNoteText({ gone: "erased" }), "application/json");
  }
};
