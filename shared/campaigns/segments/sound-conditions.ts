import { type BrokenCampaign, type CampaignLibrary, SEGMENTS_FILE } from "../../model/campaign-library.ts";
import { readCondition } from "../conditions/condition.ts";

/**
 * Campaigns without the segments whose conditions this version of the program does not understand: another one published them, or
 * they were put in force again. They stand apart, as what has mistakes does.
 */
export const withSoundConditions = (
  library: CampaignLibrary,
): { library: CampaignLibrary; broken: readonly BrokenCampaign[] } => {
  const { segments = [], ...rest } = library;
  const problems: string[] = [];
  const sound = segments.filter(({ name, when }) => {
    const read = readCondition(when, undefined);
    if ("condition" in read) return true;
    problems.push(...read.mistakes.map(({ says }) => `${name}: ${says}`));
    return false;
  });
  if (problems.length === 0) return { library, broken: [] };
  return {
    library: { ...rest, ...(sound.length > 0 && { segments: sound }) },
    broken: [{ id: SEGMENTS_FILE, problems }],
  };
};
