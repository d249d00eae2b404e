import { readFile } from "node:fs/promises";
import { campaignLibrarySchema } from "../model/campaign-library.ts";
import { SettingsError } from "../model/errors.ts";
import { parseJson } from "../model/parse-json.ts";
import type { ReadCampaignFolder } from "../ports/world.ts";

/**
 * The campaigns that were compiled when the functions were deployed: `campaigns.json` beside their code.
 * @throws SettingsError where that is not whole, or of another version of the program
 */
export const bundledCampaigns =
  (file: URL): ReadCampaignFolder =>
  async () => {
    const { data: library } = campaignLibrarySchema.safeParse(parseJson(await readFile(file, "utf8")));
    if (library === undefined)
      throw new SettingsError("campaigns.json beside the code is not what this version compiles; deploy again");
    return { library, broken: [] };
  };
