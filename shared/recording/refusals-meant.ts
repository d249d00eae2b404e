import { PoisonError } from "../model/errors.ts";
import { holderName } from "../model/holder.ts";
import { customerIdentity, type KeyedHash, phoneIdentitiesRefused } from "../model/identity.ts";
import type { Intent, Person } from "../sources/intent.ts";
import { EvidenceReader } from "./evidence.ts";
import { isThere } from "./know-around.ts";
import type { News } from "./news.ts";
import { newsOfIntent, type RecordableIntent } from "./news-of-intent.ts";
import type { RecordDeps } from "./record-deps.ts";
import {
  identityToldBack,
  isOurName,
  newsToldBack,
  refusalsAlsoAt,
  refusalsToldBack,
  refusalUnder,
  refusesAlone,
} from "./told-back.ts";

/**
 * What an intent tells, by whom we know. A refusal of our own format may be told under a customer id that we gave out
 * (`told-back.ts`). Of one that may be anybody's: where we know nobody as whoever told it names them, it makes nobody, and is heard
 * for both, whichever comes first. An order is whoever's told it, and its refusal is heard beside.
 *
 * @throws PoisonError `unsure-number` for a refusal of nobody but a number that may lack its country, and that nobody has
 */
export const newsMeant = async (
  intent: RecordableIntent,
  archiveKey: string,
  deps: Pick<RecordDeps, "readEvidence" | "hash" | "settings">,
): Promise<News> => {
  if ("person" in intent && intent.person.isNumberUnsure) await needKnown(intent.person, deps);
  const news = newsOfIntent(intent, archiveKey, deps.hash);
  const meant = refusalIn(intent, deps);
  if (meant === undefined || intent.kind === "order" || isOurName(meant.person)) return news;
  const { person, identity } = meant;
  if (await isSomebodys(nameToldOf(person), deps)) return news;
  const isOurs = await isSomebodys(identity, deps);
  if (!isOurs && !refusesAlone(person)) return news;
  const back = refusalsToldBack(person, [archiveKey], deps.hash, isOurs ? "ours" : "theirs");
  return back === undefined ? news : newsToldBack(back, news.at);
};

/** The same refusal for whom we know by that id, and at the addresses that are named besides, beside news that are of somebody else. */
export const refusalsBeside = async (
  intent: Intent,
  news: News,
  archiveKey: string,
  deps: Pick<RecordDeps, "readEvidence" | "hash" | "settings">,
): Promise<News[]> => {
  const underId = await refusalBeside(intent, news, deps);
  return [...(underId ? [underId] : []), ...refusalsElsewhere(intent, news, deps.hash, [archiveKey])];
};

/** An order's body is named by the order. */
export const refusalsElsewhere = (
  intent: Intent,
  { tellings, at }: News,
  hash: KeyedHash,
  archiveKeys: readonly string[] = [],
): News[] => {
  if (intent.kind !== "profile" && intent.kind !== "order") return [];
  return refusalsAlsoAt(intent.person, intent.kind === "order" ? [] : archiveKeys, hash)
    .filter(({ holder }) => tellings.every((telling) => telling.holder !== holder))
    .map((telling) => newsToldBack([telling], at));
};

const refusalBeside = async (
  intent: Intent,
  news: News,
  deps: Pick<RecordDeps, "readEvidence" | "hash" | "settings">,
): Promise<News | undefined> => {
  const meant = refusalIn(intent, deps);
  if (meant === undefined || news.tellings.some(({ holder }) => holder === meant.identity)) return undefined;
  const { person, identity, telling } = meant;
  if (!isOurName(person) && !(await isSomebodys(identity, deps))) return undefined;
  return { at: news.at, names: [identity, holderName(identity)], tellings: [{ ...telling, phones: [] }] };
};

const refusalIn = (intent: Intent, deps: Pick<RecordDeps, "hash">) => {
  if (intent.kind !== "profile" && intent.kind !== "order") return undefined;
  const { person } = intent;
  const identity = identityToldBack(person);
  const telling = identity === undefined ? undefined : refusalUnder(identity, person, deps);
  return identity === undefined || telling === undefined ? undefined : { person, identity, telling };
};

/** Where somebody whom we know has the number as it is read, it is theirs. */
const needKnown = async (
  { phones }: Person,
  deps: Pick<RecordDeps, "readEvidence" | "hash" | "settings">,
): Promise<void> => {
  for (const identity of phones.flatMap((phone) => phoneIdentitiesRefused(phone, deps.hash)))
    if (await isSomebodys(identity, deps)) return;
  throw new PoisonError(
    "unsure-number",
    "a number alone refuses that may lack its country, and nobody has it as it is read: give it as in +12125550100",
  );
};

const nameToldOf = ({ source, customerId = "" }: Person): string => customerIdentity(source, customerId);

/** Whether more was told of it than refusals. */
const isSomebodys = async (
  identity: string,
  deps: Pick<RecordDeps, "readEvidence" | "hash" | "settings">,
): Promise<boolean> => {
  const reader = new EvidenceReader(deps);
  await reader.read({ identities: [identity] });
  const { holders, full } = reader.identity(identity);
  await reader.read({ holders });
  return full === true || isThere({ holders: holders.map((holder) => reader.holder(holder)) });
};
