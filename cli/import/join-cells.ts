import { consentSaid } from "../../shared/sources/consent-words.ts";
import {
  type HistoryCells,
  type HistoryField,
  type HistoryFormat,
  noCells,
} from "../../shared/sources/history-format.ts";
import type { Doubts } from "./doubts.ts";

const fields = Object.keys(noCells).filter((name): name is HistoryField => name in noCells);

/** What an order has one of, also where every row repeats it. */
const oneOfAnOrder: readonly HistoryField[] = ["ordered_at", "currency", "total"];

/** Also what is not understood, for it may be one. */
const isRefusal = (cell: string): boolean => cell !== "" && (consentSaid(cell)?.state ?? "denied") === "denied";

/** By their ids where rows have these, else by their addresses: two shops may number alike, and a till begins anew each day. */
const refuseOtherBuyers = (rows: readonly HistoryCells[], joined: HistoryCells, doubts: Doubts): void => {
  const field = joined.customer_id === "" ? "email" : "customer_id";
  const names = rows.map((cells) => cells[field].toLowerCase()).filter((name) => name !== "");
  if (new Set(names).size > 1) doubts.refuse(field, "differs between the rows of this order");
};

/**
 * The cells of an order whose rows are items: of each the first that is not empty, and of consent a refusal. Where a row has another time, currency or
 * amount than the first, nobody can say which is the order's.
 */
export const joinCells = (
  rows: readonly HistoryCells[],
  { row, amounts }: HistoryFormat,
  doubts: Doubts,
): HistoryCells => {
  const [first, ...others] = rows;
  if (first === undefined || others.length === 0) return first ?? noCells;
  const joined = { ...first };
  for (const field of fields) {
    if (joined[field] === "") joined[field] = others.find((cells) => cells[field] !== "")?.[field] ?? "";
  }
  if (row === "item") refuseOtherBuyers(rows, joined, doubts);
  joined.marketing_consent = rows.map((cells) => cells.marketing_consent).find(isRefusal) ?? joined.marketing_consent;
  if (row === "item" && amounts === "order") {
    for (const field of oneOfAnOrder) {
      const another = rows.find((cells) => cells[field] !== "" && cells[field] !== joined[field]);
      if (another) doubts.refuse(field, "differs between the rows of this order");
    }
  }
  return joined;
};
