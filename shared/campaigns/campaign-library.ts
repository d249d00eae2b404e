import type { TemplateParts } from "../mail/template-parts.ts";
import type { Campaign } from "../model/campaign.ts";

/** One campaign with its templates by locale. */
export type CampaignSource = { campaign: Campaign; templates: ReadonlyMap<string, TemplateParts> };

/** All campaigns, and the frame (head, colours, fonts, dark mode) that their HTML parts stand in. */
export type CampaignLibrary = { frame: string; campaigns: readonly CampaignSource[] };
