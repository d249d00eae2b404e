import type { Campaign, Candidate } from "../model/campaign.ts";
import type { CustomerRow } from "../model/customer-row.ts";
import { type Condition, readCondition } from "./conditions/condition.ts";
import type { ConditionNight } from "./conditions/typed.ts";

/** A condition in a campaign's file: by which keys it stands there, the step that it is of, and its text. */
export type CampaignCondition = {
  readonly path: readonly (string | number)[];
  readonly step?: string;
  readonly when: string;
};

type WithConditions = Pick<Campaign, "audience" | "steps">;

/** The conditions of a campaign in the order of its file. */
export const conditionsIn = ({ audience, steps }: WithConditions): readonly CampaignCondition[] => [
  ...(audience === undefined ? [] : [{ path: ["audience"], when: audience }]),
  ...steps.flatMap(({ name, only_if }, index) =>
    only_if === undefined ? [] : [{ path: ["steps", index, "only_if"], step: name, when: only_if }],
  ),
];

/** Whether a candidate is one whom the campaign means tonight: by its audience, and the step's own condition. */
export type IsMeant = (candidate: Pick<Candidate, "campaignId" | "step">, row: CustomerRow | undefined) => boolean;

/**
 * Reads the conditions of all campaigns once. Who has no order has no row that a condition could be asked of, and is meant by campaigns
 * and steps without any.
 *
 * @param own names of the shop's own segments
 * @throws RangeError at a condition with a mistake: each was checked when it was published, and when the night was planned
 */
export const audiencesOf = (campaigns: readonly Campaign[], own: readonly string[], night: ConditionNight): IsMeant => {
  const asked = new Map<string, Condition[]>();
  for (const campaign of campaigns)
    for (const { step, when } of conditionsIn(campaign)) {
      const key = keyOf(campaign.id, step);
      asked.set(key, [...(asked.get(key) ?? []), soundCondition(when, own, campaign.id)]);
    }
  if (asked.size === 0) return () => true;
  const meets = (key: string, row: CustomerRow | undefined): boolean => {
    const conditions = asked.get(key);
    return conditions === undefined || (row !== undefined && conditions.every((holds) => holds(row, night)));
  };
  return ({ campaignId, step }, row) => meets(keyOf(campaignId), row) && meets(keyOf(campaignId, step), row);
};

const keyOf = (campaignId: string, step = ""): string => `${campaignId}#${step}`;

const soundCondition = (when: string, own: readonly string[], id: string): Condition => {
  const read = readCondition(when, own);
  if ("condition" in read) return read.condition;
  throw new RangeError(`a condition of the campaign ${id} has a mistake, and should not have come so far`);
};
