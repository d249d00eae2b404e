import { EVERY_CAMPAIGN, OCCASIONS_FILE, SEGMENTS_FILE } from "../model/campaign-library.ts";

/** The beginning of a sentence about a campaign, or segments of the shop's own, that a night went without. */
export const leftOutWords = (id: string): string => {
  if (id === EVERY_CAMPAIGN) return "All campaigns were left out:";
  if (id === OCCASIONS_FILE) return "Days of your own were left out:";
  return id === SEGMENTS_FILE ? "Segments of your own were left out:" : `The campaign ${id} was left out:`;
};
