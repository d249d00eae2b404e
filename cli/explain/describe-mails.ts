import { reachableWords } from "../../shared/words/reachable-words.ts";
import { stopWords } from "../../shared/words/stop-words.ts";
import type { MailsExplained } from "./explain-mails.ts";

/** What is told of the night: its own files, what is left when they have expired, or nothing, for it did not know them. */
export type RestsOn = "night" | "expired" | "unknown-then";

/** A person's mails for a reader: what was written, what the night wanted to write, and why never again. */
export const describeMails = (
  { reachable, written, thatNight, suppressions }: MailsExplained,
  night?: { asOf: string; restsOn: RestsOn },
): string[] => [
  `May be written to now: ${reachableWords[reachable]}`,
  "Mails written to them, newest first",
  ...listed(
    written.map(
      ({ claimedAt, settledAt, state, ...about }) => `${claimedAt}  ${nameOf(about)}: ${stateOf(state, settledAt)}`,
    ),
    "none",
  ),
  ...(night === undefined ? [] : describeDue(thatNight, night)),
  ...describeSuppressions(suppressions),
];

const describeDue = (
  thatNight: MailsExplained["thatNight"],
  { asOf, restsOn }: { asOf: string; restsOn: RestsOn },
): string[] => [
  `Mails due in the night of ${asOf}`,
  ...listed(
    thatNight?.map(
      ({ outcome, reason, ...about }) =>
        `${nameOf(about)}: ${outcome}${timesOf(about)}${reason ? `, ${sentenceOf(reason)}` : ""}`,
    ),
    whyNone(thatNight, restsOn),
  ),
];

export const describeSuppressions = (suppressions: MailsExplained["suppressions"]): string[] => [
  "Never mailed again",
  ...listed(
    suppressions.map(({ reason, at, campaign }) => `${reason} at ${at}${campaign ? `, after ${campaign}` : ""}`),
    "nothing is kept that forbids it",
  ),
];

const whyNone = (thatNight: MailsExplained["thatNight"], restsOn: RestsOn): string => {
  if (thatNight === undefined && restsOn === "expired") return "not known any more: the night's own files have expired";
  if (restsOn === "unknown-then") {
    return "none: that night knew of no counted order of theirs, and writes to customers alone";
  }
  return "none";
};

const listed = (lines: readonly string[] = [], otherwise: string): string[] =>
  (lines.length === 0 ? [otherwise] : lines).map((line) => `  ${line}`);

type About = { campaign: string; step: string; occasion: string; offer?: string };

const nameOf = ({ campaign, step, occasion, offer }: About): string =>
  `${campaign}, step ${step}, occasion ${occasion}${offer === undefined ? "" : `, offer ${offer}`}`;

const timesOf = ({ until, dueUntil }: { until?: string; dueUntil?: string }): string =>
  [until && ` until ${until}`, dueUntil && ` (due until ${dueUntil})`].filter(Boolean).join("");

const stateOf = (state: string, settledAt: string | undefined): string =>
  settledAt === undefined ? state : `${state} at ${settledAt}`;

const sentenceOf = (reason: string): string => {
  const words = Object.entries(stopWords).find(([name]) => name === reason)?.[1].en;
  return words === undefined ? reason : `${reason} (${words})`;
};
