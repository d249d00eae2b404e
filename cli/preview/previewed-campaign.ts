import type { Campaign } from "../../shared/model/campaign.ts";
import type { CampaignNight } from "./campaign-night.ts";
import type { SampledMessage } from "./write-samples.ts";

/** One campaign of the operator's folder: what is wrong with it, else what it would send. */
export type PreviewedCampaign = {
  id: string;
  /** Undefined where its files have mistakes. */
  campaign: Campaign | undefined;
  problems: readonly string[];
  remarks: readonly string[];
  messages: readonly SampledMessage[];
  /** What the last night had of it, where one can be read. */
  night: CampaignNight | undefined;
};
