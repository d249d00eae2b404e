import type { Day } from "../../shared/model/time.ts";
import { daysBetween } from "../../shared/scoring/summaries/epoch-day.ts";

/** A row of a day's `messages.csv`, with the day its mail leaves on. */
export type PostRow = {
  sendDay: Day;
  customerId: string;
  campaign: string;
  step: string;
  occurrence: string;
  outcome: string;
  reason: string;
};

/** What the post of many days has to keep to, whatever the campaigns are. */
export type PostRules = {
  perDay: number;
  perWeek: number;
  /** Days on which a customer bought and that count, of whom a day's night can know by its as-of day. */
  purchaseDays: (customerId: string) => readonly Day[];
  /** Campaigns whose occasions are named by the purchase day that a later purchase ends. */
  endedByPurchase: ReadonlySet<string>;
};

/** What breaks the rules, in sentences; nothing where all holds. Rows are of one ledger, each day's whole. */
export const brokenRules = (rows: readonly PostRow[], rules: PostRules): string[] => {
  const sent = rows.filter(({ outcome }) => outcome === "sent");
  return [
    ...rows.flatMap((row) => (isReasoned(row) ? [] : [`${nameOf(row)} is ${row.outcome} without a reason`])),
    ...sent.flatMap((row) => (boughtSince(row, rules) ? [`${nameOf(row)} was sent though they had bought`] : [])),
    ...tooMany(sent, rules),
    ...twice(sent),
    ...writtenAndHeldOut(rows),
  ];
};

const nameOf = ({ sendDay, customerId, campaign, step, occurrence }: PostRow): string =>
  `${campaign}#${step}#${occurrence} to ${customerId} on ${sendDay}`;

const isReasoned = ({ outcome, reason }: PostRow): boolean =>
  ["sent", "refused", "unknown", "in-progress"].includes(outcome) === (reason === "");

/** A purchase on the day before the mail leaves is the last that its night can know. */
const boughtSince = ({ campaign, customerId, occurrence, sendDay }: PostRow, rules: PostRules): boolean =>
  rules.endedByPurchase.has(campaign) &&
  rules.purchaseDays(customerId).some((day) => day > occurrence && day < sendDay);

const tooMany = (sent: readonly PostRow[], { perDay, perWeek }: PostRules): string[] =>
  [...Map.groupBy(sent, ({ customerId }) => customerId)].flatMap(([customerId, own]) =>
    own.flatMap((row) => {
      const within = (days: number) =>
        own.filter(({ sendDay }) => sendDay <= row.sendDay && daysBetween(sendDay, row.sendDay) < days).length;
      return within(1) > perDay || within(7) > perWeek ? [`${customerId} had too much mail by ${row.sendDay}`] : [];
    }),
  );

const twice = (sent: readonly PostRow[]): string[] =>
  [...Map.groupBy(sent, (row) => [row.customerId, row.campaign, row.step, row.occurrence].join(" "))].flatMap(
    ([name, same]) => (same.length > 1 ? [`${name} was sent ${same.length} times`] : []),
  );

const writtenAndHeldOut = (rows: readonly PostRow[]): string[] =>
  [...Map.groupBy(rows, ({ customerId, campaign }) => `${customerId} ${campaign}`)].flatMap(([name, own]) => {
    const isHeldOut = own.some(({ reason }) => reason === "holdout");
    return isHeldOut && own.some(({ outcome }) => outcome === "sent") ? [`${name} was held out and written to`] : [];
  });
