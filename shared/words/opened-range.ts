import type { OpenedRange } from "../model/opened-range.ts";

/** Why a range reaches further one way than days of the past would have it; empty where it does not. */
export const openedWords = (opened: OpenedRange | undefined): string => {
  if (opened === undefined) return "";
  const { low, high } = opened;
  if (low < 1 && high > 1)
    return " It reaches further both ways, since what is told above of the shop as a whole may make this too high or too low.";
  return low < 1
    ? " It reaches further down, since what is told above of the shop as a whole may make this too high."
    : " It reaches further up, since what is told above of the shop as a whole may make this too low.";
};
