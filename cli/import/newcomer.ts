import type { Customer } from "../../shared/model/customer.ts";
import type { HolderRow, IdentityRow } from "../../shared/model/evidence.ts";
import { namedIn } from "../../shared/model/holder.ts";
import { orderIdentity, sourceOfIdentity, sourceOfOrder } from "../../shared/model/identity.ts";
import { inParallel, slices } from "../../shared/model/in-parallel.ts";
import { type Order, webhookSourceSchema } from "../../shared/model/order.ts";
import { readNotes } from "../../shared/recording/erasure-notes.ts";
import { namesOfHolder } from "../../shared/recording/evidence.ts";
import type { RecordDeps } from "../../shared/recording/record-deps.ts";
import { evidenceOf, type FileEvidence, peopleIn } from "./file-evidence.ts";
import type { RowGroup } from "./group-rows.ts";

export type WriteNewcomersDeps = RecordDeps & {
  putOrders: (orders: readonly Order[]) => Promise<void>;
  putEvidence: (rows: { identities: readonly IdentityRow[]; holders: readonly HolderRow[] }) => Promise<void>;
};

/** A group of a file of which nothing is known, with the rows that it gives. */
export type Newcomer = { group: RowGroup; evidence: FileEvidence; customers: readonly Customer[] };

/** What became of newcomers. */
export type WrittenNewcomers = {
  /** Customers, and sales of nobody, of groups that are written. */
  customers: readonly Customer[];
  /** Somebody of these was noted as erased meanwhile. */
  erased: readonly Newcomer[];
  /** Others wrote of these meanwhile. */
  overtaken: readonly Newcomer[];
};

/** Rows in one call of BatchWriteItem. */
const BATCH = 25;
/** Batches on their way at a time, and single rows. */
const CALLS = 8;
const SINGLE_CALLS = 16;

/**
 * Writes groups of which nothing is known (docs/adr/0003), in this order: identities; holders, days and orders; customers. What
 * nobody else writes goes in batches, everything else on condition that it is not there yet.
 *
 * Between identities and holders the notes of erasure are read: an erasure that begins later finds the holders, whoever dies.
 * Before the customers it is asked whether others bear the identities by now, or an erasure has noted a holder: who comes
 * later finds the holders told, and writes the same customers on condition.
 */
export const writeNewcomers = async (
  groups: readonly RowGroup[],
  deps: WriteNewcomersDeps,
): Promise<WrittenNewcomers> => {
  const newcomers = await Promise.all(groups.map((group) => newcomerOf(group, deps)));
  const [erased, overtaken] = [new Set<Newcomer>(), new Set<Newcomer>()];
  const left = () => newcomers.filter((one) => !erased.has(one) && !overtaken.has(one));
  await writeIdentities(left(), overtaken, deps);
  await writeHolders(left(), overtaken, deps);
  await writeOrders(left(), overtaken, deps);
  await findOvertaken(left(), overtaken, deps);
  await findErased(left(), erased, deps);
  await eachOnCondition(
    left(),
    ({ customers }) => customers,
    (row) => deps.saveCustomer(row, 0),
    overtaken,
  );
  return { customers: left().flatMap(({ customers }) => customers), erased: [...erased], overtaken: [...overtaken] };
};

export const newcomerOf = async (
  group: RowGroup,
  deps: Pick<RecordDeps, "hash" | "settings" | "room">,
): Promise<Newcomer> => {
  const evidence = evidenceOf(group, deps);
  return { group, evidence, customers: (await peopleIn(evidence, deps)).customers };
};

const isOfFileAlone = (source: string | undefined): boolean =>
  source !== undefined && !webhookSourceSchema.safeParse(source).success;

/** Customer ids of a source that posts no webhooks; an address anybody may name. */
const isIdentityOfFile = ({ identity }: IdentityRow): boolean => isOfFileAlone(sourceOfIdentity(identity));
const isHolderOfFile = ({ holder }: HolderRow): boolean => {
  const { account } = namedIn(holder);
  return account !== undefined && isOfFileAlone(sourceOfIdentity(account));
};
const isOrderOfFile = ({ orderKey }: Order): boolean => isOfFileAlone(sourceOfOrder(orderKey));

export const identitiesIn = ({ evidence }: Newcomer): IdentityRow[] => [...evidence.identities.values()];
export const holdersIn = ({ evidence }: Newcomer): HolderRow[] => [...evidence.holders.values()];

/** As it lies in the table after its first write. */
export const written = <Row extends { version: number }>(row: Row): Row => ({ ...row, version: 1 });

const writeIdentities = async (newcomers: readonly Newcomer[], overtaken: Set<Newcomer>, deps: WriteNewcomersDeps) => {
  const alone = newcomers.flatMap((one) => identitiesIn(one).filter(isIdentityOfFile).map(written));
  await inBatches(alone, (identities) => deps.putEvidence({ identities, holders: [] }));
  const shared = (one: Newcomer) => identitiesIn(one).filter((row) => !isIdentityOfFile(row));
  await eachOnCondition(newcomers, shared, deps.saveIdentity, overtaken);
};

/** Before the orders: by a holder's entries an erasure finds these. */
const writeHolders = async (newcomers: readonly Newcomer[], overtaken: Set<Newcomer>, deps: WriteNewcomersDeps) => {
  const alone = newcomers.flatMap((one) => holdersIn(one).filter(isHolderOfFile).map(written));
  await inBatches(alone, (holders) => deps.putEvidence({ identities: [], holders }));
  const shared = (one: Newcomer) => holdersIn(one).filter((row) => !isHolderOfFile(row));
  await eachOnCondition(newcomers, shared, deps.saveHolder, overtaken);
  await eachOnCondition(newcomers, ({ evidence }) => evidence.days, deps.saveOrdersOfDay, overtaken);
};

const writeOrders = async (newcomers: readonly Newcomer[], overtaken: Set<Newcomer>, deps: WriteNewcomersDeps) => {
  const begun = newcomers.filter((one) => !overtaken.has(one));
  const alone = begun.flatMap(({ evidence }) => evidence.orders.filter(isOrderOfFile));
  await inBatches(alone, deps.putOrders);
  const shared = ({ evidence }: Newcomer) => evidence.orders.filter((order) => !isOrderOfFile(order));
  await eachOnCondition(begun, shared, (order) => deps.replaceOrder(undefined, order), overtaken);
};

export const inBatches = <Row>(rows: readonly Row[], put: (batch: readonly Row[]) => Promise<void>) =>
  inParallel(slices(rows, BATCH), CALLS, put);

/** One row after the other of each newcomer, until somebody else turns out to have been faster. */
const eachOnCondition = <Row>(
  newcomers: readonly Newcomer[],
  rowsOf: (one: Newcomer) => readonly Row[],
  save: (row: Row) => Promise<"saved" | "conflict">,
  overtaken: Set<Newcomer>,
) =>
  inParallel(newcomers, SINGLE_CALLS, async (one) => {
    for (const row of rowsOf(one)) {
      if ((await save(row)) === "saved") continue;
      overtaken.add(one);
      return;
    }
  });

/** Groups asked about in one read. */
const GROUPS = 50;

/** Numbers of orders have no say beside holders: they are noted once they lie there. */
const namesBorn = ({ evidence: { holders, orders } }: Newcomer): string[] => [
  ...new Set([
    ...[...holders.keys()].flatMap(namesOfHolder),
    ...orders.flatMap(({ orderKey, holder }) => (holder === undefined ? [orderIdentity(orderKey)] : [])),
  ]),
];

const findErased = (newcomers: readonly Newcomer[], erased: Set<Newcomer>, deps: WriteNewcomersDeps) =>
  inParallel(slices(newcomers, GROUPS), CALLS, async (some) => {
    const notes = await readNotes(some.flatMap(namesBorn), deps);
    if (notes.size === 0) return;
    for (const one of some) if (namesBorn(one).some((name) => notes.has(name))) erased.add(one);
  });

const findOvertaken = (newcomers: readonly Newcomer[], overtaken: Set<Newcomer>, deps: WriteNewcomersDeps) => {
  const shared = (one: Newcomer) => identitiesIn(one).filter((row) => !isIdentityOfFile(row));
  return inParallel(slices(newcomers, GROUPS), CALLS, async (some) => {
    const asked = some.flatMap(shared).map(({ identity }) => identity);
    if (asked.length === 0) return;
    const { identities } = await deps.readEvidence({ identities: asked });
    for (const one of some)
      if (shared(one).some(({ identity }) => identities.get(identity)?.version !== 1)) overtaken.add(one);
  });
};
