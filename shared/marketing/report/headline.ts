import { type Tier, tierDepth, tierSchema } from "../../model/customer.ts";
import type { MigrationDay } from "../../model/odd-shop.ts";
import type { Day } from "../../model/time.ts";
import { addDays } from "../../scoring/summaries/epoch-day.ts";
import { rulesThatMoved } from "../../scoring/turns/moved-columns.ts";
import { ordersNotCounted } from "../../words/not-counted.ts";
import { prospectsWords } from "../../words/prospects.ts";
import { longDay } from "../../words/said.ts";
import type { ReportData } from "./report-data.ts";
import { count, counted, expectedMoney, share } from "./wording.ts";

/**
 * What a night's moves come to. `secondOrders` went from new to awake: they bought again, which is neither waking nor staying. `flipped`:
 * those whose tier changed by no doing of theirs, who count as neither.
 */
export const tallyMoves = (moves: Readonly<Record<string, number>>, flips: Readonly<Record<string, number>> = {}) => {
  const tally = { sleepier: 0, woken: 0, secondOrders: 0, stayed: 0, firstSeen: 0, flipped: 0 };
  for (const [move, all] of Object.entries(moves)) {
    const flipped = flips[move] ?? 0;
    const customers = all - flipped;
    tally.flipped += flipped;
    const [before = "", after = ""] = move.split(">");
    const step = depthOf(after) - depthOf(before);
    if (before === "") tally.firstSeen += customers;
    else if (before === after) tally.stayed += customers;
    else if (step === 0) tally.secondOrders += customers;
    else if (step > 0) tally.sleepier += customers;
    else tally.woken += customers;
  }
  return tally;
};

const depthOf = (tier: string): number => tierDepth[tierSchema.safeParse(tier).data ?? "new"];

/** The night in one sentence: what somebody who reads nothing else must know. */
export const headline = ({ run, tally, notCounted, sales, model }: ReportData): string => {
  const { customers } = tally.all;
  const kept = ordersNotCounted(notCounted);
  if (customers === 0 && sales.orders > 0)
    return sales.orders === 1
      ? "The one order that counts names no customer."
      : `None of the ${count(sales.orders)} orders that count names a customer.`;
  if (customers === 0 && kept > 0)
    return kept === 1
      ? "The one order that is kept does not count."
      : `None of the ${count(kept)} orders that are kept counts.`;
  if (customers === 0) return `Up to ${longDay(run.asOf)} nobody has bought anything yet.`;
  const inTier = (tier: Tier) => tally.tiers[tier]?.customers ?? 0;
  const falling = inTier("drowsy") + inTier("half-asleep");
  const asleep = inTier("asleep");
  // Silence is known since that day alone: it tells nobody awake, and without a model nobody asleep.
  if ((falling + asleep === 0 || model.chosen === "none") && cameOverOnOneDay(model))
    return cameOverSentence(run.asOf, model.odd.migration, customers);
  if (falling + asleep === 0)
    return customers === 1 ? "Your one customer is awake." : `All ${count(customers)} customers are awake.`;
  if (asleep === customers)
    return customers === 1 ? "Your one customer is asleep." : `All ${count(customers)} customers are asleep.`;
  if (falling === customers)
    return customers === 1
      ? "Your one customer is falling asleep."
      : `All ${count(customers)} customers are falling asleep.`;
  const sleeping = asleep === 0 ? "nobody is" : `${count(asleep)} (${share(asleep, customers)}) ${isOrAre(asleep)}`;
  return `${falling === 0 ? "None" : count(falling)} of your ${counted(customers, "customer")} ${isOrAre(falling)} falling asleep, and ${sleeping} asleep.`;
};

/** On the night on which a rule changed that is not the tiers'. */
const BY_RULE =
  " Chances or values of everybody moved tonight because a rule changed, and for nothing they did: “Who moved” says which.";

type CameOver = { readonly odd: { readonly migration: MigrationDay } };

/** Whether most customers came over from another system on one day. */
export const cameOverOnOneDay = (model: Pick<ReportData["model"], "odd">): model is CameOver =>
  model.odd?.migration !== undefined && 2 * model.odd.migration.firstCustomers >= model.odd.migration.customers;

/** By share, since a shop may be known by a sample. */
const cameOverSentence = (asOf: Day, { daysAgo, ...moved }: MigrationDay, customers: number): string => {
  const part = moved.firstCustomers === moved.customers ? "All" : share(moved.firstCustomers, moved.customers);
  return `${part} of your ${counted(customers, "customer")} first appear on ${longDay(addDays(asOf, -daysAgo))}, as after a move from another system: how awake they are, nobody can tell yet.`;
};

/** The sentences after it. */
export const lede = ({ run, tally, notCounted, sales, model }: ReportData): string => {
  const { currency, clv } = run.settings;
  if (tally.all.customers === 0) {
    if (sales.orders > 0) return "So nobody could be scored. What these orders lack stands below.";
    if (ordersNotCounted(notCounted) > 0)
      return "So nobody could be scored. Why they do not count, and what to do, stands below.";
    const [prospects] = prospectsWords(tally.prospects);
    if (prospects) return `So nobody could be scored. ${prospects.en}`;
    return "So there is nothing to tell, and that is fine. Once the first orders arrive, this page fills itself every night.";
  }
  // Of a shop in which nobody buys, nobody knows.
  if (model.odd?.quiet) return movedSentence(run, tally, model).trim();
  const worth = `Together your customers are expected to bring ${expectedMoney(tally.all.clvMinor, currency)} over the next ${clv.horizonMonths} months.`;
  const byRule = rulesThatMoved(model.statements).length > 0 && tally.knownYesterday > 0 ? BY_RULE : "";
  return `${movedSentence(run, tally, model)}${tally.withClv === 0 ? "" : worth}${byRule}`.trim();
};

const movedSentence = (
  { weekBefore }: ReportData["run"],
  { knownYesterday, ...tally }: ReportData["tally"],
  { tiers }: ReportData["model"],
): string => {
  if (knownYesterday === 0) return "";
  const day = tallyMoves(tally.tierMoves, tally.tierFlips);
  const since = `Since yesterday ${count(day.sleepier)} became sleepier and ${count(day.woken)} woke up`;
  // Of a week ago nobody knows by whose doing somebody is where they are now.
  if (weekBefore === undefined || isRuledWithin(weekBefore.asOf, tiers))
    return `${since}${flippedWords(day.flipped, knownYesterday)}. `;
  const week = tallyMoves(tally.weekMoves);
  return `${since}; this week, ${count(week.sleepier)} and ${count(week.woken)}${flippedWords(day.flipped, knownYesterday)}. `;
};

/** Whether tiers have gone by another rule since a day. */
export const isRuledWithin = (since: Day, tiers: ReportData["model"]["tiers"]): boolean =>
  tiers.since !== undefined && tiers.since > since;

/** Share of customers from which it matters on the first screen whom a rule alone moved: cuts that move a little bring one or two there most nights. */
const MANY_FLIPPED = 0.01;

const flippedWords = (flipped: number, known: number): string =>
  flipped === 0 || flipped < MANY_FLIPPED * known
    ? ""
    : ` (not counting ${count(flipped)} whose tier changed by a rule that moved, and nothing they did)`;

const isOrAre = (customers: number): string => (customers === 1 ? "is" : "are");
