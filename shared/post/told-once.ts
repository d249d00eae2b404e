import { isWithheld, type MessageOutcome } from "../model/message.ts";
import { messageOfRow, outcomeOf } from "./message-rows.ts";

/**
 * Of two customers at one address, one may have been asked while another worker was about to write to them, and the other when that had
 * given its claim back. What became of the message tells the other's row alone.
 */
export const toldOnce = (rows: readonly MessageOutcome[]): MessageOutcome[] => {
  const told = new Set(
    rows.flatMap((row) => (isWithheld(row) || row.outcome === "in-progress" ? [] : [messageOfRow(row)])),
  );
  return rows.map((row) =>
    !isWithheld(row) && row.outcome === "in-progress" && told.has(messageOfRow(row))
      ? outcomeOf(row, { outcome: "stopped", reason: "already-written" })
      : row,
  );
};
