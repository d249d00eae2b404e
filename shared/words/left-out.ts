import { EVERY_CAMPAIGN } from "../model/campaign-library.ts";

/** The beginning of a sentence about a campaign that a night went without. */
export const leftOutWords = (id: string): string =>
  id === EVERY_CAMPAIGN ? "All campaigns were left out:" : `The campaign ${id} was left out:`;
