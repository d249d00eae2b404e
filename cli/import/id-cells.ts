import type { Doubts, Read } from "./doubts.ts";
import { type IdField, shapeOfId } from "./id-shape.ts";
import { shortText, withoutApostrophe } from "./person-cells.ts";
import type { Reading } from "./reading.ts";

/** Whole numbers of more figures do not outlive being made a number with a decimal mark. */
const MOST_FIGURES = 15;

/**
 * An id. Where one cell of a column is empty, programs read the whole column as numbers, and write `77.0`: in a file where no id has
 * other decimals, that is 77, as everybody else has it.
 */
export const readId = (field: IdField, text: string, { madeIds }: Pick<Reading, "madeIds">, doubts: Doubts): string => {
  if (!madeIds?.has(field) || shapeOfId(text) !== "made") return doubts.need(field, idIn(text)) ?? "";
  const whole = withoutApostrophe(text).replace(/[.,]0+$/, "");
  if (whole.replace(/^0+/, "").length > MOST_FIGURES) doubts.refuse(field, LOST_FIGURES);
  else doubts.remark(field, "has decimals that a program has put there, such as 77.0", "taken without them");
  return whole;
};

const idIn = (text: string): Read<string> => {
  if (/^\d(?:[.,]\d+)?E\+\d+$/i.test(text)) return { reason: LOST_FIGURES };
  return shortText(withoutApostrophe(text));
};

const LOST_FIGURES =
  "has lost figures in a spreadsheet program: give the column the format Text before opening the export";
