import { type CampaignSource, localesOf } from "../../shared/model/campaign-library.ts";

/** The names of a campaign's steps, in their order. */
export const stepsOf = ({ campaign }: CampaignSource): string[] => campaign.steps.map(({ name }) => name);

/** The languages that any of its messages is written in. */
export const localesSpoken = (source: CampaignSource): string[] => [...new Set([...localesOf(source).values()].flat())];
