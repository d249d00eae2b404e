import * as z from "zod";
import { SettingsError } from "./errors.ts";
import { parseSettings } from "./parse-settings.ts";
import type { Settings } from "./settings.ts";

/**
 * The settings that a template was made with stand in its own top-level metadata, whole and as one text: CloudFormation
 * keeps every deployed template and gives it back byte for byte, while an output or a parameter ends at 4 kB.
 */
export const settingsMetadataKey = "Rouse";

export const settingsMetadata = (settings: Settings) => ({ settings: JSON.stringify(settings) });

const templateSchema = z.object({ Metadata: z.object({ [settingsMetadataKey]: z.object({ settings: z.string() }) }) });

/**
 * The settings that a parsed template was made with; `origin` names them in what is said about them.
 * @throws SettingsError where the template holds none, or some that this version does not know
 */
export const settingsOfTemplate = (template: unknown, origin: string): Settings => {
  const found = templateSchema.safeParse(template);
  if (found.success) return parseSettings(found.data.Metadata[settingsMetadataKey].settings, origin);
  throw new SettingsError(`There are no settings in the template of ${origin}. Deploy it again with npm run deploy.`);
};
