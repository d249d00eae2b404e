import { reachableWords } from "../../shared/words/reachable-words.ts";
import { stopWords } from "../../shared/words/stop-words.ts";
import type { MailsExplained } from "./explain-mails.ts";

/** A person's mails for a reader: what was written, what the night wanted to write, and why never again. */
export const describeMails = (
  { reachable, written, thatNight, suppressions }: MailsExplained,
  { asOf, restsOn }: { asOf: string; restsOn: "night" | "expired" | "unknown-then" },
): string[] => [
  `May be written to now: ${reachableWords[reachable]}`,
  "Mails written to them, newest first",
  ...listed(
    written.map(
      ({ claimedAt, settledAt, state, ...about }) => `${claimedAt}  ${nameOf(about)}: ${stateOf(state, settledAt)}`,
    ),
    "none",
  ),
  `Mails due in the night of ${asOf}`,
  ...listed(
    thatNight?.map(
      ({ outcome, reason, ...about }) => `${nameOf(about)}: ${outcome}${reason ? `, ${sentenceOf(reason)}` : ""}`,
    ),
    thatNight === undefined && restsOn === "expired"
      ? "not known any more: the night's own files have expired"
      : restsOn === "unknown-then"
        ? "none: that night knew of no counted order of theirs, and writes to customers alone"
        : "none",
  ),
  "Never mailed again",
  ...listed(
    suppressions.map(({ reason, at, campaign }) => `${reason} at ${at}${campaign ? `, after ${campaign}` : ""}`),
    "nothing is kept that forbids it",
  ),
];

const listed = (lines: readonly string[] = [], otherwise: string): string[] =>
  (lines.length === 0 ? [otherwise] : lines).map((line) => `  ${line}`);

const nameOf = ({ campaign, step, occasion }: { campaign: string; step: string; occasion: string }): string =>
  `${campaign}, step ${step}, occasion ${occasion}`;

const stateOf = (state: string, settledAt: string | undefined): string =>
  settledAt === undefined ? state : `${state} at ${settledAt}`;

const sentenceOf = (reason: string): string => {
  const words = Object.entries(stopWords).find(([name]) => name === reason)?.[1];
  return words === undefined ? reason : `${reason} (${words})`;
};
