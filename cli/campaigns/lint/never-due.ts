import type { Campaign, Step } from "../../../shared/model/campaign.ts";
import { bothLimits, type Limits, limitsOfCondition, texts } from "./limits-of-condition.ts";

type Story = Pick<Campaign, "trigger" | "audience" | "steps" | "expires_after">;

/** What keeps a campaign or a step of it from ever being due, and by which keys that stands in its file. */
type NeverDue = { path: (string | number)[]; what: string };

/**
 * What can never be due: conditions that contradict each other, or what is sure of everybody on the days on which the step is due; and
 * steps that need such a one. Only what can be proved is said.
 */
export const neverDue = (campaign: Story): NeverDue[] => {
  const { audience, steps } = campaign;
  const whole = limitsOfCondition(audience);
  const inTrigger = bothLimits(sureOf(campaign), whole);
  if (isNobody(inTrigger))
    return [{ path: ["audience"], what: saidOf(inTrigger, isNobody(whole), whoIsMeant(campaign)) }];
  const never = new Set<string>();
  return steps.flatMap((step, index): NeverDue[] => {
    const { name, only_if, needs } = step;
    const found: NeverDue[] = [];
    const own = limitsOfCondition(only_if);
    const before = bothLimits(inTrigger, sureOnItsDays(step, campaign));
    const all = bothLimits(before, own);
    if (isNobody(before))
      found.push({
        path: ["audience"],
        what: `nobody in it has a day of ${name}: ${saidOf(before, false, daysOf(step, campaign))}`,
      });
    else if (isNobody(all))
      found.push({ path: ["steps", index, "only_if"], what: saidOf(all, isNobody(own), daysOf(step, campaign)) });
    else if (needs !== undefined && never.has(needs))
      found.push({ path: ["steps", index, "needs"], what: `${needs} is never due, and so ${name} is not either` });
    if (found.length > 0) never.add(name);
    return found;
  });
};

type Nobody = Extract<Limits, { column: string }>;
const isNobody = (limits: Limits): limits is Nobody => !(limits instanceof Map);

const saidOf = ({ column }: Nobody, byItself: boolean, sure: string): string =>
  byItself
    ? `nobody can meet this: what it asks of ${column} contradicts itself`
    : `nobody can meet this when it is due: what it asks of ${column} contradicts ${sure}`;

/** What is sure of everybody who has an occasion. */
const sureOf = ({ trigger }: Story): Limits => {
  if (trigger.on === "tier-entered") return new Map([["tier", texts("only", trigger.tiers)]]);
  const many = trigger.on === "ordered" && trigger.category === undefined ? trigger.which : undefined;
  return typeof many === "number" ? new Map([["orders", between(many, Number.POSITIVE_INFINITY)]]) : new Map();
};

/** Of the last purchase day, the silence is known on each day on which a step is due; a night describes the day before it. */
const sureOnItsDays = (step: Step, campaign: Story): Limits =>
  isByLastPurchase(campaign) ? new Map([["days_silent", between(...silenceOf(step, campaign))]]) : new Map();

const isByLastPurchase = ({ trigger }: Story): boolean =>
  trigger.on === "ordered" && trigger.which !== "first" && trigger.category === undefined;

const silenceOf = ({ after }: Step, { expires_after }: Story) => [after - 1, after + expires_after - 2] as const;

const between = (from: number, to: number) =>
  ({ kind: "range", from: { at: from, open: false }, to: { at: to, open: false } }) as const;

const whoIsMeant = ({ trigger }: Story): string =>
  trigger.on === "tier-entered" ? `its trigger (tiers: ${trigger.tiers.join(", ")})` : "its trigger";

const daysOf = (step: Step, campaign: Story): string => {
  if (!isByLastPurchase(campaign)) return "audience or trigger";
  const [from, to] = silenceOf(step, campaign);
  return `audience or trigger; days_silent is ${from} to ${to} then`;
};
