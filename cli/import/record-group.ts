import { isDeepStrictEqual } from "node:util";
import { orderIdentity } from "../../shared/model/identity.ts";
import { slices } from "../../shared/model/in-parallel.ts";
import type { Order, OrderFacts } from "../../shared/model/order.ts";
import type { Instant } from "../../shared/model/time.ts";
import { foldOrder } from "../../shared/recording/fold-order.ts";
import { keepFacts } from "../../shared/recording/keep-facts.ts";
import type { News } from "../../shared/recording/news.ts";
import type { RecordDeps } from "../../shared/recording/record-deps.ts";
import { type Recorded, recordNews } from "../../shared/recording/record-news.ts";
import { buyersAmong, evidenceOf, peopleIn } from "./file-evidence.ts";
import { allRows, type NamedOrder, type NamedRow, type RowGroup, toldAt } from "./group-rows.ts";
import { isOrderRow } from "./import-row.ts";
import { isPaid, judgedBy } from "./newer-row.ts";
import { tellingsOf } from "./tellings.ts";

/** What became of rows of a file. */
export type WrittenRows = RecordedRows & {
  /** Rows that are left out, for under their number an order of another buyer and day is kept. */
  ofOthers: readonly NamedRow[];
};

/** What became of those that could be recorded. */
export type RecordedRows = {
  /** Customers that they are of. */
  customerIds: readonly string[];
  /** Rows that are left out, for somebody whom they name was erased after these orders. */
  leftOut: readonly NamedRow[];
  /** Rows that changed nothing, though they say otherwise than what is kept. */
  notTaken: readonly NamedRow[];
};

/** Of one event; a holder's own row never has many more entries than it has room for. */
const MOST_ORDERS = 50;

/**
 * Records a group of a file as webhooks' orders are: an event for each buyer, as the file tells who is who. An erasure of any of a
 * buyer's names concerns all of their rows.
 *
 * @param known orders that were there before
 */
export const recordGroup = async (
  group: RowGroup,
  known: ReadonlyMap<string, Order>,
  deps: RecordDeps,
): Promise<RecordedRows> => {
  const file = { newest: new Set(group.rows), lastAt: lastToldAt(allRows(group)) };
  const customerIds: string[] = [];
  const leftOut: NamedRow[] = [];
  for (const { names, rows } of await buyersIn(group, deps)) {
    for (const news of newsOf({ names, rows }, file, known, deps)) {
      const recorded = await recordNews(news, deps);
      if (recorded.outcome === "erased-before") leftOut.push(...rowsIn(news, rows));
      else customerIds.push(...customerOf(recorded, news, rows));
    }
  }
  const gone = new Set(leftOut);
  const isKept = (row: NamedOrder) => {
    const before = known.get(row.orderKey);
    return !gone.has(row) && (isPastAttempt(row, before, deps) || isNotTaken(row, before, deps));
  };
  return { customerIds, leftOut, notTaken: group.rows.filter(isKept) };
};

type BuyersRows = { names: readonly string[]; rows: readonly NamedRow[] };

const buyersIn = async (group: RowGroup, deps: RecordDeps): Promise<BuyersRows[]> => {
  const { persons } = await peopleIn(evidenceOf(group, deps), deps);
  const rowsOf = Map.groupBy(allRows(group), ({ holder }) => holder);
  return [
    ...buyersAmong(persons).map(({ holders, names }) => ({
      names,
      rows: holders.flatMap((holder) => rowsOf.get(holder) ?? []),
    })),
    ...group.rows.filter(({ holder }) => holder === undefined).map((row) => ({ names: [], rows: [row] })),
  ];
};

const newsOf = (
  { names, rows }: BuyersRows,
  { newest, lastAt }: { newest: ReadonlySet<NamedOrder>; lastAt: Instant | undefined },
  known: ReadonlyMap<string, Order>,
  deps: RecordDeps,
): News[] => {
  const tellings = tellingsOf(rows, deps.hash);
  const told = rows
    .filter((row) => isOrderRow(row))
    .filter((row) => newest.has(row) && !isPastAttempt(row, known.get(row.orderKey), deps));
  const some = slices(told, MOST_ORDERS);
  return (some.length > 0 ? some : [[]]).map(
    (orders): News => ({
      names: [...names, ...orders.map(({ orderKey }) => orderIdentity(orderKey))],
      at: lastAt,
      tellings,
      orders: orders.map((row) => ({
        orderKey: row.orderKey,
        holder: row.holder,
        news: { facts: toldAgain(row, known.get(row.orderKey)) },
      })),
    }),
  );
};

/**
 * When the last order of a group was made, or somebody told of. Rows from before an erasure that had ended are left out already (`leaveOutErased`); one
 * that ends later is later than all of them.
 */
export const lastToldAt = (rows: readonly NamedRow[]): Instant | undefined =>
  rows
    .flatMap((row) => toldAt(row) ?? [])
    .map((at) => new Date(at).toISOString())
    .reduce<Instant | undefined>((last, at) => (last === undefined || at > last ? at : last), undefined);

/** A file that is imported again tells nothing new: it changes no row. */
const toldAgain = ({ order, holder }: NamedOrder, known: Order | undefined): OrderFacts => {
  if (known?.facts === undefined || known.holder !== holder) return order;
  const { arrivedAt: _now, ...told } = keepFacts(order);
  const { arrivedAt: _before, ...kept } = known.facts;
  return isDeepStrictEqual(told, kept) ? known.facts : order;
};

/** Whether a row tells of an attempt to pay that came to nothing, and the order is kept as another attempt paid it. */
const isPastAttempt = ({ order, attempt }: NamedOrder, known: Order | undefined, { settings }: RecordDeps): boolean => {
  if (attempt === undefined || known?.facts?.undated === undefined) return false;
  const judge = judgedBy(settings);
  const isSame = Date.parse(order.orderedAt) === Date.parse(known.facts.orderedAt);
  return !isSame && !isPaid({ order, attempt }, judge) && isPaid({ order: known.facts, attempt }, judge);
};

/** Whether an order stays as it was told before, and otherwise than this row tells it. */
const isNotTaken = (row: NamedOrder, known: Order | undefined, { settings }: RecordDeps): boolean => {
  if (known?.facts === undefined) return false;
  const { orderKey, holder, order } = row;
  const after = foldOrder({ orderKey, holder }, known, { facts: order }, settings);
  const isKept = isDeepStrictEqual([after.facts, after.holder], [known.facts, known.holder]);
  return isKept && !isDeepStrictEqual(saidBy(keepFacts(order), holder), saidBy(known.facts, known.holder));
};

const saidBy = (
  { updatedAt: _updated, arrivedAt: _arrived, undated: _undated, ...said }: OrderFacts,
  holder: string | undefined,
) => ({ ...said, holder });

const rowsIn = ({ orders = [] }: News, rows: readonly NamedRow[]): NamedRow[] => {
  const keys = new Set(orders.map(({ orderKey }) => orderKey));
  return rows.filter((row) => keys.size === 0 || !isOrderRow(row) || keys.has(row.orderKey));
};

/** Sales of nobody are no customer's, and who has no order is none of a file's that tells of orders. */
const customerOf = (
  { customerId }: Exclude<Recorded, { outcome: "erased-before" }>,
  { orders = [] }: News,
  rows: readonly NamedRow[],
): string[] => {
  const isOfFile = orders.length > 0 || rows.some((row) => !isOrderRow(row));
  return customerId === undefined || !isOfFile || customerId.startsWith("sales:") ? [] : [customerId];
};
