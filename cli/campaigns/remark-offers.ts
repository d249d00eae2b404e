import { yearlyReturn } from "../../shared/campaigns/occasions/yearly-return.ts";
import { type Campaign, offerOf, type Step, stepNamed } from "../../shared/model/campaign.ts";
import { OFFERS_FOLDER } from "../../shared/model/campaign-library.ts";
import type { Day } from "../../shared/model/time.ts";
import { addDays } from "../../shared/scoring/summaries/epoch-day.ts";

/** Before any message. */
const NEVER: Day = "1970-01-01";

/** What is said of a step that nobody is sent from today on, and the last day on which somebody could have been. */
type Ending = { last?: Day; says?: string };

/**
 * Steps that write to nobody from a day on for what they promise: its end is past, or comes before each day on which the step is due;
 * or they need such a step.
 */
export const remarksOnOffers = (campaign: Campaign, today: Day): string[] => {
  const occasions = occasionsOf(campaign, today);
  const endings = new Map<string, Ending>();
  for (const step of campaign.steps) {
    const due = occasions?.map((day) => windowOf(step, day, campaign));
    const own = byOffer(step, due, { campaign, today });
    const needed = due?.every(({ to }) => to < today) ? {} : byNeeded(step, endings, { campaign, today });
    endings.set(step.name, own.says === undefined ? { ...own, ...needed } : own);
  }
  return [...endings.values()].flatMap(({ says }) => says ?? []);
};

/** The days of a campaign's occasions, where they are the same for everybody. */
const occasionsOf = ({ trigger, days }: Campaign, today: Day): Day[] | undefined => {
  if (trigger.on !== "yearly") return days?.map(({ day }) => day);
  const year = Number(today.slice(0, 4));
  return [year - 2, year - 1, year, year + 1, year + 2].flatMap(
    (one) => yearlyReturn(trigger.day, { from: `${one}-01-01`, to: `${one}-12-31` }) ?? [],
  );
};

type Window = { from: Day; to: Day };

const windowOf = ({ after }: Step, day: Day, { expires_after }: Campaign): Window => ({
  from: addDays(day, after),
  to: addDays(day, after + expires_after - 1),
});

type Asked = { campaign: Campaign; today: Day };

const byOffer = ({ name }: Step, due: readonly Window[] | undefined, { campaign, today }: Asked): Ending => {
  const promised = offerOf(campaign, name);
  const end = promised?.offer.ends_on;
  if (promised === undefined || end === undefined) return {};
  const file = `${OFFERS_FOLDER}/${promised.name}.yaml`;
  const possible = due?.filter(({ from }) => from <= end).map(({ to }) => (to < end ? to : end));
  const last = possible === undefined ? end : (possible.toSorted().at(-1) ?? NEVER);
  if (end < today) return { last, says: `writes its step ${name} to nobody any more: ${file} ended on ${end}` };
  // What lies behind altogether is told by its days.
  const isToCome = due?.some(({ to }) => to >= today) ?? false;
  return isToCome && last < today
    ? {
        last,
        says: `writes its step ${name} to nobody: ${file} ends on ${end}, before the next day on which it is due`,
      }
    : { last };
};

/** Who got the step that is needed on its last day may get this one for a while. */
const byNeeded = (step: Step, endings: ReadonlyMap<string, Ending>, { campaign, today }: Asked): Ending => {
  const { name, needs = "", after } = step;
  const before = endings.get(needs);
  if (before?.says === undefined || before.last === undefined) return {};
  const last = addDays(before.last, after - stepNamed(campaign, needs).after + campaign.expires_after - 1);
  return last < today
    ? { last, says: `writes its step ${name} to nobody: it needs ${needs}, which nobody is sent any more` }
    : {};
};
