import type { Day } from "../../shared/model/time.ts";
import { addDays, daysBetween } from "../../shared/scoring/summaries/epoch-day.ts";

/** A row of a day's `messages.csv`, with the day its mail leaves on. */
export type PostRow = {
  sendDay: Day;
  customerId: string;
  campaign: string;
  step: string;
  occurrence: string;
  outcome: string;
  reason: string;
  /** Last day on which what was withheld is due. */
  dueUntil: string;
};

/** What the post of many days has to keep to, whatever the campaigns are. */
export type PostRules = {
  perDay: number;
  perWeek: number;
  /** Days on which a customer bought and that count, of whom a day's night can know by its as-of day. */
  purchaseDays: (customerId: string) => readonly Day[];
  /** Campaigns whose occasions are named by the purchase day that a later purchase ends. */
  endedByPurchase: ReadonlySet<string>;
  /** Whether the customer is not, on a day, in the segment that the campaign is about. */
  hasLeft: (of: Pick<PostRow, "campaign" | "customerId">, sendDay: Day) => boolean;
};

/** What breaks the rules, in sentences; nothing where all holds. Rows are of one ledger, each day's whole. */
export const brokenRules = (rows: readonly PostRow[], rules: PostRules): string[] => {
  const sent = rows.filter(({ outcome }) => outcome === "sent");
  return [
    ...rows.flatMap((row) => (isReasoned(row) ? [] : [`${nameOf(row)} is ${row.outcome} without a reason`])),
    ...sent.flatMap((row) => (boughtSince(row, rules) ? [`${nameOf(row)} was sent though they had bought`] : [])),
    ...tooMany(sent, rules),
    ...twice(sent),
    ...letGo(rows, rules),
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

/** What waits is due again on the next day, unless they buy or leave the segment that it is about; on its last day it has expired. */
const letGo = (rows: readonly PostRow[], rules: PostRules): string[] => {
  const keyOf = (row: PostRow, day: Day) => [day, row.customerId, row.campaign, row.step, row.occurrence].join(" ");
  const listed = new Set(rows.map((row) => keyOf(row, row.sendDay)));
  const last = rows.reduce((latest, { sendDay }) => (sendDay > latest ? sendDay : latest), "");
  return rows.flatMap((row) => {
    const { outcome, sendDay, dueUntil } = row;
    if (outcome === "expired")
      return dueUntil === sendDay ? [] : [`${nameOf(row)} has expired, and is due until ${dueUntil}`];
    if (outcome !== "waiting") return [];
    if (dueUntil <= sendDay) return [`${nameOf(row)} waits, and is due until ${dueUntil}`];
    const next = addDays(sendDay, 1);
    const bought = rules
      .purchaseDays(row.customerId)
      .some((day) => day >= row.occurrence && day >= addDays(sendDay, -1));
    const left = rules.hasLeft(row, next);
    return bought || left || sendDay === last || listed.has(keyOf(row, next))
      ? []
      : [`${nameOf(row)} waited, and was let go`];
  });
};

const writtenAndHeldOut = (rows: readonly PostRow[]): string[] =>
  [...Map.groupBy(rows, ({ customerId, campaign }) => `${customerId} ${campaign}`)].flatMap(([name, own]) => {
    const isHeldOut = own.some(({ reason }) => reason === "holdout");
    return isHeldOut && own.some(({ outcome }) => outcome === "sent") ? [`${name} was held out and written to`] : [];
  });
