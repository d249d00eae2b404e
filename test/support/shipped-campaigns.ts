import { readCampaigns } from "../../cli/campaigns/compiled-campaigns.ts";
import type { CampaignLibrary } from "../../shared/model/campaign-library.ts";

/** The project's own campaigns, compiled. */
export const shippedCampaigns = async (): Promise<CampaignLibrary> => {
  const { library, broken } = await readCampaigns(new URL("../../campaigns/", import.meta.url), "campaigns");
  if (broken.length > 0) throw new Error(broken.flatMap(({ problems }) => problems).join("\n"));
  return library;
};
