import type { Currency } from "../../shared/model/money.ts";
import type { OrderFacts } from "../../shared/model/order.ts";
import type { HistoryCells } from "../../shared/sources/history-format.ts";
import type { DecimalMark } from "./amount-shape.ts";
import { currencyNameShown } from "./currency-names.ts";
import type { Doubts, Read } from "./doubts.ts";
import { readAmount } from "./read-amount.ts";
import type { RefundRow } from "./refund-rows.ts";

/** In which currency amounts are, and the file's decimal mark. */
export type MoneyReading = { currency: Currency; decimal: DecimalMark | undefined };

/** The amounts of one order: as joined from its rows; and where they are of items, in `parts`, each row's own. */
export type Amounts = {
  cells: HistoryCells;
  parts?: readonly HistoryCells[] | undefined;
  /** Rows of negative total that belong to it. */
  refunds: readonly RefundRow[];
};

type Money = Pick<OrderFacts, "totalMinor" | "discountMinor" | "tipMinor" | "outstandingMinor" | "refunds">;
type AmountField = "total" | "tax" | "refunded" | "kept" | "disputed" | "tip" | "outstanding";

/** Amounts that most orders have not. */
const besides = ["discount", "tax", "refunded", "kept", "disputed", "tip", "outstanding"] as const;

/**
 * What an order came to. A discount is one whichever sign it has, and so is what went back. That stands in its own columns, in
 * rows of negative total, or in both: then the greater of the two is all of it.
 */
export const readMoney = (
  { cells, parts, refunds }: Amounts,
  { currency, decimal }: MoneyReading,
  doubts: Doubts,
): Money => {
  const amountIn = (text: string): Read<number> => readAmount(text, currency, decimal);
  const neededIn = (field: AmountField, text: string) => (text === "" ? 0 : (doubts.need(field, amountIn(text)) ?? 0));
  if (cells.total === "") doubts.refuse("total", "is empty");
  if (parts === undefined && refunds.length === 0 && besides.every((field) => cells[field] === ""))
    return { totalMinor: neededIn("total", cells.total), discountMinor: 0, refunds: {} };
  const needed = (field: AmountField) => (parts ?? [cells]).map((row) => neededIn(field, row[field]));
  const discounts = (parts ?? [cells]).map(({ discount }) =>
    discount === "" ? 0 : (doubts.may("discount", amountIn(discount)) ?? 0),
  );
  const taxes = needed("tax");
  const totals = needed("total").map((minor, at) => minor + (taxes[at] ?? 0));
  const paid = parts && totals.some((minor) => minor > 0) ? totals.filter((minor) => minor > 0) : totals;
  refuseOtherCurrencies(refunds, currency, doubts);
  const keptMinor = cells.kept === "" ? sum(paid) : neededIn("kept", cells.kept);
  const refundedMinor =
    Math.max(sumOfSizes(needed("refunded")), sum(paid) - keptMinor) + sumOfSizes(needed("disputed"));
  const [tipMinor, outstandingMinor] = [sum(needed("tip")), sum(needed("outstanding"))];
  const inRows = refunds.map(({ id, amount }) => [id, Math.abs(neededIn("total", amount))] as const);
  const ownMinor = refundedMinor + sum(paid) - sum(totals);
  const rowsMinor = sum(inRows.map(([, minor]) => minor));
  if (Math.max(rowsMinor, ownMinor) > Math.max(sum(paid), 0))
    doubts.remark(rowsMinor > ownMinor ? "total" : "refunded", MORE_THAN_PAID, "taken as written");
  return {
    totalMinor: sum(paid),
    discountMinor: Math.abs(sum(discounts)),
    ...(tipMinor > 0 && { tipMinor }),
    ...(outstandingMinor > 0 && { outstandingMinor }),
    refunds: rowsMinor > ownMinor ? Object.fromEntries(inRows) : ownColumn(ownMinor),
  };
};

const MORE_THAN_PAID = "has more paid back than the order came to, which is then less than nothing";

/** What went back in other money was not subtracted; nor can the order then count in full. */
const refuseOtherCurrencies = (refunds: readonly RefundRow[], currency: Currency, doubts: Doubts): void => {
  const other = refunds.map((row) => row.currency.toUpperCase()).find((code) => code !== "" && code !== currency);
  if (other === undefined) return;
  doubts.refuse(
    "currency",
    `of a row of its refunds is ${currencyNameShown(other)}, and the order's is ${currency}: the refund was NOT subtracted, and neither is taken`,
  );
};

const ownColumn = (refundedMinor: number): OrderFacts["refunds"] => (refundedMinor === 0 ? {} : { csv: refundedMinor });

const sum = (minors: readonly number[]): number => minors.reduce((total, minor) => total + minor, 0);
const sumOfSizes = (minors: readonly number[]): number => sum(minors.map(Math.abs));
