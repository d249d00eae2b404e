import { campaignsIn } from "../campaigns/campaigns-in.ts";
import { makeCampaign } from "../campaigns/new-campaign.ts";
import type { Call } from "../terminal/command.ts";
import type { Outcome } from "../terminal/terminal.ts";
import { folderOf } from "./check-files.ts";

type NewOptions = { like: string; campaigns?: string | undefined };

/** A campaign like another one, for marketing to edit. */
export const makeNewCampaign = async ({
  args,
  options,
}: Pick<Call<NewOptions>, "args" | "options">): Promise<Outcome> => {
  const folder = folderOf(options.campaigns);
  const there = await campaignsIn(folder);
  const [name = ""] = args;
  const made = await makeCampaign({ folder, name, like: options.like, there });
  return {
    ok: true,
    json: { campaign: name, folder: made, enabled: false },
    prose: [
      `${made} is there, like ${options.like} and switched off.`,
      "Edit it, look for mistakes with rouse campaigns check, set enabled: true, and publish it with rouse campaigns publish.",
    ],
  };
};
