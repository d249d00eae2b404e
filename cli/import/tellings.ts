import { type Consent, consentsOf } from "../../shared/model/consent.ts";
import { identitiesOfHolder, namedIn } from "../../shared/model/holder.ts";
import { emailKeyOf, isHandleIdentity, type KeyedHash, normaliseEmail } from "../../shared/model/identity.ts";
import type { Instant } from "../../shared/model/time.ts";
import { channelsTold, EARLIEST, handlesNamed } from "../../shared/recording/join-channels.ts";
import { joinPersons, nothingKnown, type PersonKnowledge } from "../../shared/recording/join-customer.ts";
import type { Telling } from "../../shared/recording/news.ts";
import { namesOfPerson } from "../../shared/recording/news-of-intent.ts";
import { withoutHandle } from "../../shared/recording/without-handle.ts";
import { loginIn } from "../../shared/sources/meant-by-id.ts";
import type { NamedRow } from "./group-rows.ts";
import { isOrderRow, sourceOfRow } from "./import-row.ts";

/** What rows say of each buyer that they name, also those that a newer state of their order replaced. */
export const tellingsOf = (rows: readonly NamedRow[], hash: KeyedHash): Telling[] =>
  [...Map.groupBy(rows, ({ holder }) => holder)].flatMap(([holder, told]) =>
    holder === undefined ? [] : tellingOf(holder, told, hash),
  );

/** None of no rows. */
export const tellingOf = (holder: string, rows: readonly NamedRow[], hash: KeyedHash): Telling[] => {
  const [first] = rows;
  if (first === undefined) return [];
  const times = handleTimesIn(holder, rows, hash);
  const said = saidIn(rows);
  const alone = said.filter((row) => !isOrderRow(row));
  const knowledge = saidBy(said, holder, hash);
  return [
    {
      holder,
      names: [...new Set(rows.flatMap((row) => namesOfPerson(row, hash)))],
      // A file of orders says what address an order had, and not whose it is; one of customers says that.
      own: isOwn(holder, rows),
      phones: [...times.keys()],
      ...(times.size > 0 && { phoneTimes: Object.fromEntries(times) }),
      source: sourceOfRow(first),
      knowledge,
      // A yes at an order is not of the address itself, though a row of the same file tells of that.
      ...(alone.length > 0 && { alone: alone.length === said.length ? knowledge : saidBy(alone, holder, hash) }),
    },
  ];
};

/** When each number, device and account was told last, however many there are. */
const handleTimesIn = (holder: string, rows: readonly NamedRow[], hash: KeyedHash): ReadonlyMap<string, Instant> => {
  const times = new Map<string, Instant>();
  const own = identitiesOfHolder(holder).filter(isHandleIdentity);
  for (const row of rows)
    for (const handle of [...own, ...handlesIn(row, hash)])
      if (Date.parse(times.get(handle) ?? EARLIEST) <= Date.parse(toldAt(row))) times.set(handle, toldAt(row));
  return times;
};

/** Where something was said of a handle, it is named: whoever else has it hears a refusal. */
const handlesIn = (row: NamedRow, hash: KeyedHash): string[] =>
  isOrderRow(row) ? [] : handlesNamed(row.channels ?? [], hash);

const isOwn = (holder: string, rows: readonly NamedRow[]): boolean => {
  const { account, email } = namedIn(holder);
  return account !== undefined && email !== undefined && rows.some((row) => !isOrderRow(row) && !isOfLogin(row));
};

/** Of an address that is but taken from the customer id no file says that it is the account's own. */
const isOfLogin = ({ customerId = "", email }: NamedRow): boolean => {
  const login = loginIn(customerId);
  return login !== undefined && login === normaliseEmail(email);
};

const knowledgeOf = (row: NamedRow, hash: KeyedHash): PersonKnowledge => {
  const { profile, consent, email } = row;
  const channels = isOrderRow(row) ? undefined : channelsTold(row.channels ?? [], toldAt(row), hash);
  return {
    ...nothingKnown,
    profile,
    ...(consent && { consents: consentsOf(consent, emailKeyOf(email, hash)) }),
    ...(channels && { channels }),
  };
};

/** Row by row: what an order of theirs told stays. */
const saidBy = (rows: readonly NamedRow[], holder: string, hash: KeyedHash): PersonKnowledge =>
  rows
    .map((row) => (isOrderRow(row) ? knowledgeOf(row, hash) : withoutHandle(holder, knowledgeOf(row, hash))))
    .reduce(joinPersons, nothingKnown);

const toldAt = ({ profile }: NamedRow): Instant => profile.updatedAt ?? EARLIEST;

/**
 * Rows of one buyer with the times at which they said something. A refusal without its own time was said by the time that
 * the file was read: dated to its order, it would give way to a grant that may be older. Not so where the same file has
 * a grant of a later order: it tells what was said at each order.
 */
const saidIn = (rows: readonly NamedRow[]): readonly NamedRow[] => {
  const lastGrant = latestGrant(rows);
  return rows.map((row) =>
    row.consent && isOrderRow(row) && row.refusalToldAt && timeOf(row.consent) >= lastGrant
      ? { ...row, consent: { ...row.consent, at: row.refusalToldAt } }
      : row,
  );
};

/** In milliseconds since 1970; 0 for none. A person can have more rows than a call takes arguments. */
const latestGrant = (rows: readonly NamedRow[]): number =>
  rows.reduce((latest, { consent }) => (isExplicitGrant(consent) ? Math.max(latest, timeOf(consent)) : latest), 0);

const isExplicitGrant = (consent: Consent | undefined): consent is Consent =>
  consent?.state === "granted" && consent.basis === "explicit";
const timeOf = ({ at }: Consent): number => (at === undefined ? 0 : Date.parse(at));
