import { isDeepStrictEqual } from "node:util";
import type { Campaign } from "../../shared/model/campaign.ts";
import type { CampaignLibrary } from "../../shared/model/campaign-library.ts";
import { type HeldNow, isHeld } from "../../shared/model/held.ts";

/**
 * Who may be written to a second time by what is put in force now: the ledger knows a message by the names of campaign and step and by
 * the occasion, and takes another name for another message.
 */
export const writtenAgain = (before: CampaignLibrary, after: CampaignLibrary): string[] => {
  const [were, are] = campaignsOf(before, after);
  const changed = are.flatMap((campaign) => {
    const was = were.find(({ id }) => id === campaign.id);
    return campaign.enabled && was !== undefined
      ? [...renamedSteps(was, campaign), ...otherTrigger(was, campaign)]
      : [];
  });
  return [...changed, ...renamings(were, are).map(({ was, is }) => renamed(was, is))];
};

/** Holds that stay behind with an old name, while what looks like the same campaign goes out under a new one. */
export const holdsLeftBehind = (before: CampaignLibrary | undefined, after: CampaignLibrary, held: HeldNow): string[] =>
  renamings(...campaignsOf(before ?? after, after))
    .filter(({ was, is }) => isHeld(held, was) && !isHeld(held, is))
    .map(({ was, is }) => `${was} is held, and ${is} is not: if that is a new name, hold it with rouse hold ${is}.`);

type Campaigns = readonly Campaign[];

const campaignsOf = (before: CampaignLibrary, after: CampaignLibrary): [Campaigns, Campaigns] => [
  before.campaigns.map(({ campaign }) => campaign),
  after.campaigns.map(({ campaign }) => campaign),
];

/** Campaigns that are on and new, each with one that is gone and looks like it. */
const renamings = (were: Campaigns, are: Campaigns): { was: string; is: string }[] => {
  const gone = were.filter(({ id }) => !are.some((one) => one.id === id));
  return are
    .filter(({ id, enabled }) => enabled && !were.some((one) => one.id === id))
    .flatMap((campaign) =>
      gone.filter((one) => isAlike(one, campaign)).map(({ id }) => ({ was: id, is: campaign.id })),
    );
};

const renamed = (was: string, is: string): string =>
  `${is} has the trigger and a step of ${was}, which is gone: if that is a new name, who had it under the old one may get it again, and who is held out is drawn anew.`;

const isAlike = (was: Campaign, is: Campaign): boolean =>
  isDeepStrictEqual(was.trigger, is.trigger) && missing(was.steps, is.steps).length < was.steps.length;

const renamedSteps = ({ steps: were }: Campaign, { id, steps }: Campaign): string[] => {
  const [gone, added] = [missing(were, steps), missing(steps, were)];
  return gone.length === 0 || added.length === 0
    ? []
    : [
        `${id} had the step ${gone.join(", ")}, and has ${added.join(", ")}: if that is a new name, who had it under the old one may get it again.`,
      ];
};

const missing = (these: Campaign["steps"], among: Campaign["steps"]): string[] =>
  these.filter(({ name }) => !among.some((one) => one.name === name)).map(({ name }) => name);

const otherTrigger = (was: Campaign, { id, trigger }: Campaign): string[] =>
  isDeepStrictEqual(was.trigger, trigger)
    ? []
    : [
        `${id} has another trigger: what it writes about now are other occasions, and who had it lately may get it again.`,
      ];
