import { createHash } from "node:crypto";
import type { Ties } from "../identity/ties.ts";
import type { Customer } from "../model/customer.ts";
import { holderName, identitiesOfHolder, salesIdOf } from "../model/holder.ts";
import { customerIdNamedBy, emailKeyNamedBy, orderIdentity } from "../model/identity.ts";
import type { Order } from "../model/order.ts";
import { customerOf, goneCustomer, salesOf, salesOfOrder } from "./customer-of.ts";
import { nameOfSource } from "./erasure-notes.ts";
import { type Around, isThere, knowAround, nameOf, type Person } from "./know-around.ts";
import { readSomeAgain } from "./orders-of.ts";
import type { RecordDeps } from "./record-deps.ts";
import { sameRow } from "./same-row.ts";

/** What was written, and around what customers are to be worked out. */
export type Settling = {
  holders: readonly string[];
  identities: readonly string[];
  /** Orders that may be sales of nobody, or were. */
  sales: readonly Order[];
  /** Holders that were written: customers made of them are written too, for others may be about to. */
  written: ReadonlySet<string>;
  /** Numbers and other handles that they were told with. */
  handles?: readonly string[];
  isWritten: boolean;
};

export type Settled = {
  wrote: boolean;
  /** Whose a holder is; or, without one, the sales under which an order lies. */
  customerIdOf: (holder: string | undefined, orderKey: string | undefined) => string | undefined;
};

const MAX_ROUNDS = 6;

/**
 * Works out the customers around what was written, and writes those that are not as they should be (docs/adr/0012). Their rows are
 * read before what they are made of, and written on condition: whoever made one of less than this knew is overtaken, and starts over.
 * A row that was not there overtakes nobody: who begins one looks again after that, whether it should be there by now.
 */
export const settle = async (settling: Settling, deps: RecordDeps): Promise<Settled | "conflict"> => {
  let ids = new Set([
    ...[...settling.identities, ...settling.holders.flatMap(identitiesOfHolder)].map(customerIdNamedBy),
    ...settling.sales.map(salesIdOfOrder),
  ]);
  let [wrote, isForced] = [false, true];
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const rows = await deps.readCustomers([...ids]);
    const around = await knowNeighbourhood(settling, deps);
    await around.reader.read({ identities: settling.handles ?? [] });
    if (!areNamed(settling, around)) return "conflict";
    const sales = await readSomeAgain(settling.sales, isSaleIn(rows), deps);
    const wanted = new Map([...namesOfNobody(around), ...customersOf(around, { sales }, deps)]);
    const needed = new Set([...ids, ...wanted.keys()]);
    if (needed.size > ids.size) {
      ids = needed;
      continue;
    }
    const left = [...rows.values()].filter((row) => isLeftToErasure(row, around)).map(({ customerId }) => customerId);
    for (const id of left) wanted.delete(id);
    const written = await writeCustomers(wanted, rows, isForced ? settling : unforced(settling), deps);
    if (written === "conflict") return "conflict";
    wrote ||= written !== "nothing";
    isForced = false;
    if (written === "begun") continue;
    await noteTies(around, settling, deps);
    return { wrote, customerIdOf: (holder, orderKey) => whoseIs(holder, orderKey, around, wanted) };
  }
  return "conflict";
};

/** Orders that are sales of nobody, or have a row as such: whoever wrote that row may have made it of a newer state. */
const isSaleIn =
  (rows: ReadonlyMap<string, Customer>) =>
  (order: Order): boolean =>
    order.holder === undefined || rows.has(salesIdOfOrder(order));

/** Whoever takes away what erasures left, or a handle that gave way, may have taken a name for theirs that was just about to be used again. */
const areNamed = ({ written, handles = [] }: Settling, { reader }: Around): boolean =>
  [...written].every((holder) =>
    [...identitiesOfHolder(holder), ...reader.holder(holder).phones.filter((one) => handles.includes(one))].every(
      (identity) => {
        const { holders, full } = reader.identity(identity);
        return full || holders.includes(holder);
      },
    ),
  );

/**
 * Whom an erasure that goes on has overtaken reads as if nobody were there. Their row stays as it is until it comes to them: that
 * of a whole source finds them by their rows alone.
 */
const isLeftToErasure = (
  { identities, holders, sources, erasedAt, epoch = "" }: Customer,
  { reader }: Around,
): boolean => {
  const names = [...identities, ...holders.map(holderName), ...sources.map(nameOfSource)];
  return erasedAt === undefined && epoch < reader.noted(names) && reader.isBeingErased(names);
};

/** Identities with at most so many holders have everybody around them worked out each time. */
const FEW = 8;

/**
 * What a holder says may change what its identities join, and so whom their neighbours are with. Two steps on from a customer id: what
 * it joins decides what its addresses do.
 */
const knowNeighbourhood = async ({ holders, identities }: Settling, deps: RecordDeps): Promise<Around> => {
  const first = await knowAround({ identities, holders }, deps);
  const own = [...new Set([...identities, ...holders.flatMap(identitiesOfHolder)])];
  const near = [
    ...own.filter((identity) => isUnsettled(identity, first)).flatMap((identity) => besides(identity, first)),
    ...namedByHandles(holders, first),
  ];
  const addresses = near.filter((identity) => emailKeyNamedBy(identity) !== undefined);
  // Addresses of a customer id that joins none of them were not gone to.
  await first.reader.read({ identities: addresses });
  const farther = addresses.flatMap((one) => besides(one, first));
  const missing = [...near, ...farther].filter((identity) => !first.identities.has(identity));
  if (missing.length === 0) return first;
  return knowAround({ identities: [...own, ...near, ...farther], holders }, deps);
};

const isUnsettled = (identity: string, { identities, reader }: Around): boolean => {
  const known = identities.get(identity);
  if (known === undefined || known.row.full) return false;
  const { holders, settled } = reader.identity(identity);
  return holders.length <= FEW || settled !== fingerprintOf(known.ties);
};

/** A number joins nobody; but what is told of a customer id that has it says whether it still names who has nothing else. */
const namedByHandles = (holders: readonly string[], { reader }: Around): string[] =>
  holders
    .flatMap((holder) => reader.holder(holder).phones)
    .filter((handle) => reader.identity(handle).holders.includes(handle));

const besides = (identity: string, { reader }: Around): string[] =>
  reader
    .identity(identity)
    .holders.flatMap(identitiesOfHolder)
    .filter((one) => one !== identity);

const fingerprintOf = ({ reason, names, joins, strangers = new Set() }: Ties): string =>
  createHash("sha256")
    .update(JSON.stringify([reason, names, [...joins].sort(), [...strangers].sort()]))
    .digest("base64url")
    .slice(0, 12);

/** Should it come to nothing, the next event works the neighbours out once more. */
const noteTies = async ({ identities, reader }: Around, settling: Settling, deps: RecordDeps): Promise<void> => {
  for (const identity of new Set(settling.holders.flatMap(identitiesOfHolder))) {
    const ties = identities.get(identity)?.ties;
    const row = reader.identity(identity);
    if (ties === undefined || row.full || row.holders.length <= FEW) continue;
    const settled = fingerprintOf(ties);
    if (row.settled !== settled) await deps.saveIdentity({ ...row, settled });
  }
};

/** An identity that names nobody any more has no row, whatever it had. */
const namesOfNobody = ({ identities }: Around) =>
  [...identities].flatMap(([identity, { ties }]) =>
    ties.names ? [] : [[customerIdNamedBy(identity), { row: undefined, holders: [] }] as const],
  );

/** Every customer id that is in question, with the row that it should have; undefined where it should have none. */
export const customersOf = (
  { persons }: Pick<Around, "persons">,
  { sales }: Pick<Settling, "sales">,
  deps: Pick<RecordDeps, "hash" | "settings">,
): Map<string, { row: Customer | undefined; holders: readonly string[] }> => {
  const wanted = new Map<string, { row: Customer | undefined; holders: readonly string[] }>();
  for (const person of persons) {
    const id = nameOf(person);
    const holders = person.holders.map(({ holder }) => holder);
    for (const identity of person.identities) wanted.set(customerIdNamedBy(identity), { row: undefined, holders });
    for (const holder of holders) wanted.set(salesIdOf(holder), { row: undefined, holders });
    if (id !== undefined && isThere(person)) wanted.set(id, { row: customerOf(id, person, deps), holders });
    else
      for (const row of person.holders.filter(({ sources }) => sources.length > 0))
        wanted.set(salesIdOf(row.holder), { row: salesOf(salesIdOf(row.holder), row, deps), holders });
  }
  for (const order of sales)
    wanted.set(salesIdOfOrder(order), { row: salesOfOrder(salesIdOfOrder(order), order, deps), holders: [] });
  return wanted;
};

const salesIdOfOrder = ({ orderKey }: Order): string => salesIdOf(orderIdentity(orderKey));

const unforced = (settling: Settling): Settling => ({ ...settling, written: new Set(), isWritten: false });

/**
 * Who gets another name has the new row before the old one goes: should this end in between, whoever looks through all customers
 * finds them still.
 *
 * @returns `begun`: one was written where there was none
 */
const writeCustomers = async (
  wanted: ReadonlyMap<string, { row: Customer | undefined; holders: readonly string[] }>,
  stored: ReadonlyMap<string, Customer>,
  { written, isWritten }: Settling,
  deps: RecordDeps,
): Promise<"begun" | "written" | "nothing" | "conflict"> => {
  const wrote = { begun: false, any: false };
  const [there, gone] = [[...wanted].filter(([, { row }]) => row), [...wanted].filter(([, { row }]) => !row)];
  for (const [id, { row, holders }] of [...there, ...gone]) {
    const before = stored.get(id);
    // A tombstone goes when its erasure has looked again.
    if (row === undefined && (before === undefined || before.erasedAt !== undefined)) continue;
    const version = before?.version ?? 0;
    const next = { ...(row ?? goneCustomer(id)), version };
    const isForced =
      row === undefined ? false : holders.length === 0 ? isWritten : holders.some((holder) => written.has(holder));
    if (before !== undefined && !isForced && sameRow(before, next)) continue;
    if ((await deps.saveCustomer(next, version)) === "conflict") return "conflict";
    wrote.any = true;
    wrote.begun ||= version === 0;
  }
  return wrote.begun ? "begun" : wrote.any ? "written" : "nothing";
};

const whoseIs = (
  holder: string | undefined,
  orderKey: string | undefined,
  { persons }: Around,
  wanted: ReadonlyMap<string, { row: Customer | undefined }>,
): string | undefined => {
  const sales = orderKey === undefined ? "" : salesIdOf(orderIdentity(orderKey));
  if (holder === undefined) return wanted.get(sales)?.row && sales;
  const person: Person | undefined = persons.find(({ holders }) => holders.some((row) => row.holder === holder));
  return person && (nameOf(person) ?? salesIdOf(holder));
};
