import * as z from "zod";
import { campaignSchema } from "./campaign.ts";
import { type KnownSegment, ownSegmentSchema } from "./own-segment.ts";

/** A mail in one locale, in Liquid: subject, text part, and the whole HTML part. */
const templatePartsSchema = z.strictObject({ subject: z.string(), text: z.string(), html: z.string() });
export type TemplateParts = z.infer<typeof templatePartsSchema>;

const byLocale = <Schema extends z.ZodType>(schema: Schema) => z.record(z.string(), schema);

/** One campaign with its templates by name and locale. */
const campaignSourceSchema = z.strictObject({
  campaign: campaignSchema,
  /** Of a campaign by mail; of another none. */
  templates: z.record(z.string(), byLocale(templatePartsSchema)),
  /** Of a campaign by another channel: the one text of each name and locale. */
  texts: z.record(z.string(), byLocale(z.string())).optional(),
});
export type CampaignSource = z.infer<typeof campaignSourceSchema>;

/** Locales that each of its templates is written in, by the template's name. */
export const localesOf = ({ templates, texts = {} }: CampaignSource): ReadonlyMap<string, string[]> =>
  new Map(Object.entries({ ...templates, ...texts }).map(([name, locales]) => [name, Object.keys(locales)]));

/**
 * Campaigns as they were compiled: what a version holds, and `work/campaigns/<hash>.json` for the nights that go by it. What a program
 * does not know in one it does not pass by: it may say to whom alone is written.
 */
export const campaignLibrarySchema = z.strictObject({
  campaigns: z.array(campaignSourceSchema),
  /** Segments of the shop's own, in their order; absent where there are none. */
  segments: z.array(ownSegmentSchema).min(1).optional(),
});
export type CampaignLibrary = z.infer<typeof campaignLibrarySchema>;

/** What a night's note says of the segments that it went by: the next night finds out by it who is new in one. */
export const knownSegmentsOf = ({ segments }: Pick<CampaignLibrary, "segments">): { segments?: KnownSegment[] } =>
  segments === undefined ? {} : { segments: segments.map(({ name, when }) => ({ name, when })) };

/** Stands for the id where the file of segments is meant; no campaign can be called so. */
export const SEGMENTS_FILE = "segments.yaml";

/** The same of the file of days. */
export const OCCASIONS_FILE = "occasions.csv";

/** The same of the folder of offers, which is no campaign. */
export const OFFERS_FOLDER = "offers";

/** Stands for the id where none can be read; no campaign can be called so. */
export const EVERY_CAMPAIGN = "*";

/** A campaign whose files have mistakes, by its folder, with a sentence for each. */
export const brokenCampaignSchema = z.object({ id: z.string(), problems: z.array(z.string()) });
export type BrokenCampaign = z.infer<typeof brokenCampaignSchema>;
