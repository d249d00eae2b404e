import type { Campaign } from "../model/campaign.ts";

/** The three files of one locale of a campaign, as they were written. */
export type TemplateParts = { subject: string; text: string; html: string };
export const templateParts = ["subject", "text", "html"] as const satisfies readonly (keyof TemplateParts)[];

/** One campaign with its templates by locale. */
export type CampaignSource = { campaign: Campaign; templates: ReadonlyMap<string, TemplateParts> };

/** All campaigns, and the frame (head, colours, fonts, dark mode) that their HTML parts stand in. */
export type CampaignLibrary = { frame: string; campaigns: readonly CampaignSource[] };
