import type { Cells } from "../summaries/cells.ts";

/** Days since the last purchase day, of each cell in its order. */
export const daysSilent = ({ length, ageDays, recencyDays }: Pick<Cells, "length" | "ageDays" | "recencyDays">) =>
  new Int32Array(length).map((_, i) => (ageDays[i] ?? 0) - (recencyDays[i] ?? 0));
