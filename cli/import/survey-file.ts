import type { Currency } from "../../shared/model/money.ts";
import type { HistoryField } from "../../shared/sources/history-format.ts";
import { type DecimalMark, shapeOf } from "./amount-shape.ts";
import { type DateOrder, dateShapeOf } from "./date-shape.ts";
import { gatherOrders } from "./gather-orders.ts";
import { type IdField, idFields, shapeOfId } from "./id-shape.ts";
import { createOrderBook, type OrderBook } from "./order-book.ts";
import type { HistoryTable, TableRow } from "./read-table.ts";

/** What only a whole file tells: how it writes amounts, dates and ids, and which rows are of one order. */
export type Survey = {
  /** Undefined where nothing in the file tells, or as much the one as the other. */
  decimal: DecimalMark | undefined;
  dates: DateOrder | undefined;
  orders: OrderBook;
  madeIds: ReadonlySet<IdField>;
};

/**
 * Reads a file once for what its rows cannot tell alone.
 *
 * Memory: some 40 bytes an order.
 */
export const surveyFile = async (
  table: HistoryTable,
  currency: Currency,
  onBytes?: (bytes: number) => void,
): Promise<Survey> => {
  const marks = createVotes<DecimalMark>();
  const dates = createVotes<DateOrder>();
  const ids = new Map(idFields.map((field) => [field, new Set<ReturnType<typeof shapeOfId>>()]));
  const orders = createOrderBook(table.format);
  const amounts = amountFields.filter((field) => field in table.format.columns);
  const look = (row: TableRow): void => {
    if (!("row" in row)) return;
    for (const field of amounts) marks.add(markOf(row.row[field], row.row.currency || currency));
    for (const field of timeFields) dates.add(orderOf(row.row[field]));
    for (const field of idFields) ids.get(field)?.add(shapeOfId(row.row[field]));
  };
  for await (const gathered of gatherOrders(table.rows(onBytes), table.format)) {
    for (const rows of gathered) {
      rows.forEach(look);
      orders.note(rows);
    }
  }
  orders.settle();
  const madeIds = new Set(idFields.filter((field) => ids.get(field)?.has("made") && !ids.get(field)?.has("written")));
  return { decimal: marks.most(), dates: table.format.dates ?? dates.most(), orders, madeIds };
};

const amountFields: readonly HistoryField[] = [
  ...(["total", "tax", "refunded", "kept", "disputed", "tip", "outstanding", "discount"] as const),
  ...(["item_total", "item_price", "item_discount"] as const),
];
const timeFields: readonly HistoryField[] = ["ordered_at", "updated_at", "consent_at"];

/** What speaks for one of two: a file that has both goes by the one that is more frequent, and rows of the other are refused. */
const createVotes = <Choice extends string>() => {
  const votes = new Map<Choice, number>();
  return {
    add: (choice: Choice | undefined): void => {
      if (choice !== undefined) votes.set(choice, (votes.get(choice) ?? 0) + 1);
    },
    most: (): Choice | undefined => {
      const [first, second] = [...votes].sort(([, a], [, b]) => b - a);
      return first && first[1] > (second?.[1] ?? 0) ? first[0] : undefined;
    },
  };
};

const WITHOUT_MARK = /^-?\d*$/;
const WITH_DOT = /^\d+\.\d\d?$/;

const markOf = (text: string, currency: Currency): DecimalMark | undefined => {
  if (WITHOUT_MARK.test(text)) return undefined;
  if (WITH_DOT.test(text)) return "dot";
  const mark = shapeOf(text, currency.toUpperCase())?.mark;
  return mark === "either" ? undefined : mark;
};

const YEAR_FIRST = /^\d{4}-/;

const orderOf = (text: string): DateOrder | undefined => {
  if (text === "" || YEAR_FIRST.test(text)) return undefined;
  const shape = dateShapeOf(text.split(/[ T,]/, 1)[0] ?? "");
  // With dots between them dates say by themselves what they are, and nothing of others.
  return shape && "order" in shape && !text.includes(".") ? shape.order : undefined;
};
