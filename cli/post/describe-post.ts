import { counted, grouped } from "../../shared/model/counted.ts";
import { postHourOf } from "../../shared/model/post-hour.ts";
import { dayOf, hourOf } from "../../shared/model/shop-time.ts";
import type { Instant } from "../../shared/model/time.ts";
import { outcomeWords } from "../../shared/words/outcome-words.ts";
import { stopWords } from "../../shared/words/stop-words.ts";
import type { Unsettled, Waits } from "./tally-post.ts";

/** What an hour came to. */
export type HeldHour = {
  at: Instant;
  timeZone: string;
  runId: string;
  left: readonly { campaign: string; messages: number }[];
  /** How many messages of the day have left so far, in whichever hour or by whichever command. */
  leftToday: number;
  waits: readonly Waits[];
  unsettled: readonly Unsettled[];
};

/** What left by campaign, what is not known to have, and what waits by campaign, hour and reason, as lines. */
export const describePost = (hour: HeldHour): string[] => {
  const { runId, left, leftToday, waits, unsettled } = hour;
  const all = sumOf(left);
  const today = leftToday === all ? "" : ` (${grouped(leftToday)} today so far)`;
  const head = `Hour of ${hourWords(hour.at, hour)}, night ${runId}: ${counted(all, "message")} left${today}, ${grouped(sumOf(waits))} wait.`;
  return [
    head,
    ...aligned(left.map(({ campaign, messages }) => ["left", campaign, grouped(messages), ""])),
    ...aligned(
      unsettled.map(({ campaign, outcome, messages }) => [outcome, campaign, grouped(messages), outcomeWords[outcome]]),
    ),
    ...aligned(waits.map((line) => ["waits", line.campaign, grouped(line.messages), waitWords(line, hour)])),
  ];
};

const sumOf = (lines: readonly { messages: number }[]): number =>
  lines.reduce((sum, { messages }) => sum + messages, 0);

const waitWords = ({ until, reason }: Waits, hour: HeldHour): string => {
  const when =
    until === null ? "until that changes" : `until ${until.includes("T") ? postHourOf(until, hour.timeZone) : until}`;
  return `${when}: ${stopWords[reason].en}`;
};

const hourWords = (at: Instant, { timeZone }: HeldHour): string =>
  `${dayOf(at, timeZone)} ${String(hourOf(at, timeZone) ?? 0).padStart(2, "0")}:00 (${timeZone})`;

/** Columns as wide as their widest cell; the third has numbers. */
const aligned = (rows: readonly (readonly [string, string, string, string])[]): string[] => {
  const width = (column: 0 | 1 | 2) => Math.max(0, ...rows.map((row) => row[column].length));
  const [first, second, third] = [width(0), width(1), width(2)];
  return rows.map(([what, campaign, messages, words]) =>
    `  ${what.padEnd(first)}  ${campaign.padEnd(second)}  ${messages.padStart(third)}  ${words}`.trimEnd(),
  );
};
