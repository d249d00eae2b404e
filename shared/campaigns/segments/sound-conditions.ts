import { type BrokenCampaign, type CampaignLibrary, SEGMENTS_FILE } from "../../model/campaign-library.ts";
import { conditionsIn } from "../audiences.ts";
import { readCondition } from "../conditions/condition.ts";
import { missingSegments } from "./entered-segments.ts";

/**
 * Campaigns without the segments and campaigns whose conditions this version of the program does not understand: another one published
 * them, or they were put in force again. They stand apart, as what has mistakes does; nobody is written to by half a condition.
 */
export const withSoundConditions = (
  library: CampaignLibrary,
): { library: CampaignLibrary; broken: readonly BrokenCampaign[] } => {
  const { segments = [], campaigns } = library;
  const ofSegments: string[] = [];
  const sound = segments.filter(({ name, when }) => {
    const problems = problemsOf(when, undefined).map((says) => `${name}: ${says}`);
    ofSegments.push(...problems);
    return problems.length === 0;
  });
  const names = sound.map(({ name }) => name);
  const broken: BrokenCampaign[] = ofSegments.length === 0 ? [] : [{ id: SEGMENTS_FILE, problems: ofSegments }];
  const kept = campaigns.filter(({ campaign }) => {
    const problems = [
      ...conditionsIn(campaign).flatMap(({ path, when }) =>
        problemsOf(when, names).map((says) => `${path.join(".")}: ${says}`),
      ),
      ...missingSegments(campaign, names).map(({ path, says }) => `${path.join(".")}: ${says}`),
    ];
    if (problems.length > 0) broken.push({ id: campaign.id, problems });
    return problems.length === 0;
  });
  if (broken.length === 0) return { library, broken };
  return { library: { campaigns: kept, ...(sound.length > 0 && { segments: sound }) }, broken };
};

const problemsOf = (when: string, own: readonly string[] | undefined): readonly string[] => {
  const read = readCondition(when, own);
  return "condition" in read ? [] : read.mistakes.map(({ says }) => says);
};
