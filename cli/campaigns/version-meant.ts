import type { CampaignChange } from "../../shared/model/campaigns-in-force.ts";
import { UsageError } from "../terminal/usage-error.ts";

/** What a person calls the campaigns that a system was deployed with. */
const DEPLOYED = "deployed";
/** So many figures of a version are enough to tell it from others. */
const LEAST_FIGURES = 4;

/** The version that a person means by the beginning of its name; null for what was deployed. @throws UsageError */
export const meantBy = (word: string, versions: readonly string[]): string | null => {
  if (word === DEPLOYED) return null;
  const begin = word.toLowerCase();
  const found = begin.length < LEAST_FIGURES ? [] : versions.filter((version) => version.startsWith(begin));
  const [version, other] = found;
  if (version === undefined)
    throw new UsageError(
      `There is no version "${word}". Give at least ${LEAST_FIGURES} figures of one that rouse campaigns list shows, or ${DEPLOYED}.`,
    );
  if (other !== undefined)
    throw new UsageError(`${found.length} versions begin with "${word}". Give more figures of the one that is meant.`);
  return version;
};

/** What was in force before what is; null for what was deployed. @throws UsageError where nothing else ever was */
export const earlierOf = (changes: readonly CampaignChange[]): string | null => {
  const [newest] = changes;
  if (newest === undefined)
    throw new UsageError("Nothing was ever published here: there is nothing to go back to from what was deployed.");
  return changes.find(({ version }) => version !== newest.version)?.version ?? null;
};
