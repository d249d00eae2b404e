import { minorDigits } from "../../shared/model/minor-units.ts";
import type { Currency } from "../../shared/model/money.ts";
import type { HistoryCells } from "../../shared/sources/history-format.ts";

/**
 * What two rows of one order cannot differ in: a number that is the same for the same amount, whatever zeros stand behind it, and time,
 * as the cell has it or as it was read.
 */
export const orderFingerprint = (cells: HistoryCells, orderedAt = cells.ordered_at): number =>
  fingerprint(`${amountKey(cells)} ${orderedAt}`);

/** The same amount in the same currency, whatever zeros stand behind it. */
export const amountKey = ({ total, currency }: HistoryCells): string => {
  const code = currency.toUpperCase();
  return `${total.endsWith("0") && !isInThousands(total, code) ? withoutZeros(total) : total} ${code}`;
};

/** `1,000` of money that has no parts is no 1. */
const isInThousands = (total: string, currency: Currency): boolean =>
  /[.,]000$/.test(total) && minorDigits(currency) === 0;

const withoutZeros = (amount: string): string => {
  if (!/[.,]/.test(amount)) return amount;
  let end = amount.length;
  while (amount[end - 1] === "0") end -= 1;
  return amount.slice(0, /[.,]/.test(amount[end - 1] ?? "") ? end - 1 : end);
};

/** FNV-1a over UTF-16 code units. */
export const fingerprint = (text: string): number => {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash >>> 0;
};
