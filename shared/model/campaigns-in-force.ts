import * as z from "zod";
import { fileKey } from "./file-key.ts";
import { instantSchema } from "./time.ts";

/** Campaigns as they were published, in the data bucket: no lifecycle ends them, and no person is in them. */
export const campaignsPrefix = "campaigns/";
export const campaignKeys = {
  /** One version by the SHA-256 of its content, never written over. */
  version: fileKey("campaigns/versions/{hash}.json"),
  /** Which version is in force. */
  inForce: fileKey("campaigns/in-force.json"),
  /** What is held (`held.ts`). */
  held: fileKey("campaigns/held.json"),
} as const;

/** As many figures of a version as people tell it from others by. */
export const SHORT_VERSION = 12;
export const shortVersion = (version: string): string => version.slice(0, SHORT_VERSION);

const campaignVersionSchema = z.string().regex(/^[0-9a-f]{64}$/);

/** A change of what is in force. */
const campaignChangeSchema = z.object({
  at: instantSchema,
  /** What came in force; null: what the stack was deployed with. */
  version: campaignVersionSchema.nullable(),
  by: z.enum(["publish", "rollback"]),
});
export type CampaignChange = z.infer<typeof campaignChangeSchema>;

/** Changes that are remembered; versions stay, whatever is remembered of them. */
export const CHANGES_KEPT = 50;

/** What is in force, and how that came: the newest change first. */
export const campaignsInForceSchema = z.object({ changes: z.array(campaignChangeSchema).min(1).max(CHANGES_KEPT) });
export type CampaignsInForce = z.infer<typeof campaignsInForceSchema>;
