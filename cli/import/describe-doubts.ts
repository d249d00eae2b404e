import { counted, grouped } from "../../shared/model/counted.ts";
import type { ReasonTally } from "./tally-reasons.ts";
import type { ConsentTally } from "./walk-history.ts";

const REASONS_SHOWN = 8;
const LINES_SHOWN = 5;

/** Why rows were rejected, a line each: `  3 rows: total is empty (lines 2, 3, 7)`. */
export const describeRefusals = (refusals: readonly ReasonTally[]): string[] =>
  shown(refusals, (tally) => `  ${counted(tally.count, "row")}: ${tally.reason} (${linesOf(tally)})`);

type Noted = { remarks: readonly ReasonTally[]; consents?: ConsentTally | undefined };

/** Which cells of orders, or customers, that are in were left out, or taken otherwise than they stand there, a line each. */
export const describeRemarks = ({ remarks, consents }: Noted): string[] =>
  shown(
    remarks,
    (tally) =>
      `${counted(tally.count, "cell")} of ${tally.about} ${tally.became ?? "left out"}, their ${consents ? "customers" : "orders"} are in: ${tally.about} ${tally.reason} (${linesOf(tally)}).`,
  );

/** What is to be known of rows of refunds that are in, a line each. */
export const describeNotes = (notes: readonly ReasonTally[]): string[] =>
  notes.map((tally) => `${counted(tally.count, "row")} of refunds ${tally.reason} (${linesOf(tally)}).`);

const shown = (tallies: readonly ReasonTally[], lineOf: (tally: ReasonTally) => string): string[] => [
  ...tallies.slice(0, REASONS_SHOWN).map(lineOf),
  ...(tallies.length > REASONS_SHOWN ? [`  and ${grouped(tallies.length - REASONS_SHOWN)} other reasons`] : []),
];

const linesOf = ({ lines, count }: ReasonTally): string => {
  const named = lines.slice(0, LINES_SHOWN).map(grouped).join(", ");
  return `${count === 1 ? "line" : "lines"} ${named}${count > LINES_SHOWN ? ", …" : ""}`;
};
