import { conditionsIn } from "../../shared/campaigns/audiences.ts";
import { type Condition, nightForConditions, readCondition } from "../../shared/campaigns/conditions/condition.ts";
import { cellsOf, findSegments } from "../../shared/campaigns/segments/own-segments.ts";
import { type CampaignLibrary, SEGMENTS_FILE } from "../../shared/model/campaign-library.ts";
import { counted } from "../../shared/model/counted.ts";
import type { LastNights } from "./last-nights.ts";

/** A condition of the folder: where it stands, and how many customers meet it. */
type Counted = { place: string; holds: Condition; met: number };

/**
 * What to look at again: segments and audiences that are everyone or nobody by the last night's rows. A condition that chooses nobody is
 * a slip as often as not, and one that leaves nobody out too.
 */
export const audienceRemarks = async (library: CampaignLibrary, { last }: LastNights): Promise<string[]> => {
  const conditions = conditionsOf(library);
  if (conditions.length === 0) return [];
  let [customers, membershipOf] = [0, findNothing];
  for await (const batch of last.rows()) {
    for (const row of batch) {
      const night = nightForConditions(last.asOf, row.currency);
      if (membershipOf === findNothing) membershipOf = findSegments(library.segments ?? [], night, undefined);
      // As the folder's own segments have them, and not those that were in force then.
      Object.assign(row, cellsOf(membershipOf(row, undefined)));
      for (const condition of conditions) if (condition.holds(row, night)) condition.met += 1;
      customers += 1;
    }
  }
  const of = `in the night of ${last.asOf}, of ${counted(customers, "customer")}`;
  return conditions.flatMap(({ place, met }) => {
    if (customers === 0 || (met > 0 && met < customers)) return [];
    return [`${place} is ${met === 0 ? "nobody" : "everyone"} ${of}.`];
  });
};

const findNothing = findSegments([], nightForConditions("1970-01-01", "USD"), undefined);

const conditionsOf = ({ campaigns, segments = [] }: CampaignLibrary): Counted[] => {
  const own = segments.map(({ name }) => name);
  const counting = (place: string, when: string, asked: readonly string[] | undefined): Counted[] => {
    const read = readCondition(when, asked);
    return "condition" in read ? [{ place, holds: read.condition, met: 0 }] : [];
  };
  return [
    ...segments.flatMap(({ name, when }) => counting(`${SEGMENTS_FILE}: ${name}`, when, undefined)),
    ...campaigns
      .filter(({ campaign }) => campaign.enabled)
      .flatMap(({ campaign }) =>
        conditionsIn(campaign).flatMap(({ path, when }) => counting(`${campaign.id}: ${path.join(".")}`, when, own)),
      ),
  ];
};
