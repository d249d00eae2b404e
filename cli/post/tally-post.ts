import { type RecordedOutcome, type StopReason, stopReasonSchema } from "../../shared/model/message.ts";
import type { ToldMessage } from "./read-messages.ts";

/** Messages of a campaign that wait for one reason until one moment or day; null where nobody knows until when. */
export type Waits = { campaign: string; reason: StopReason; until: string | null; messages: number };

/** Messages of a campaign that were given to the mail service, or were about to be, and are not known to be sent. */
export type Unsettled = { campaign: string; outcome: Exclude<RecordedOutcome, "sent">; messages: number };

/** What became of a day's post so far, in counts. */
export type PostTally = {
  sent: ReadonlyMap<string, number>;
  waits: readonly Waits[];
  unsettled: readonly Unsettled[];
};

/** Counts what a day's `messages.csv` says. What waits is in the order of campaign, moment and reason, what is not settled in that of campaign and outcome. */
export const tallyPost = async (messages: AsyncIterable<ToldMessage>): Promise<PostTally> => {
  const sent = new Map<string, number>();
  const waits = new Map<string, Waits>();
  const unsettled = new Map<string, Unsettled>();
  for await (const row of messages) count(row, { sent, waits, unsettled });
  return { sent, waits: linesOf(waits), unsettled: linesOf(unsettled) };
};

const linesOf = <Line>(lines: ReadonlyMap<string, Line>): Line[] =>
  [...lines].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, line]) => line);

type Counts = { sent: Map<string, number>; waits: Map<string, Waits>; unsettled: Map<string, Unsettled> };

const count = (
  { campaign, outcome, reason: told, until = "" }: ToldMessage,
  { sent, waits, unsettled }: Counts,
): void => {
  switch (outcome) {
    case "sent":
      sent.set(campaign, (sent.get(campaign) ?? 0) + 1);
      return;
    case "refused":
    case "unknown":
    case "in-progress": {
      const key = [campaign, outcome].join("\0");
      unsettled.set(key, { campaign, outcome, messages: (unsettled.get(key)?.messages ?? 0) + 1 });
      return;
    }
    case "waiting": {
      const reason = stopReasonSchema.parse(told);
      const key = [campaign, until, reason].join("\0");
      const line = waits.get(key) ?? { campaign, reason, until: until === "" ? null : until, messages: 0 };
      waits.set(key, { ...line, messages: line.messages + 1 });
      return;
    }
    default:
      return;
  }
};

/** How many messages of each campaign left between two tallies of one night. */
export const leftBetween = (
  before: PostTally | undefined,
  after: PostTally,
): { campaign: string; messages: number }[] =>
  [...after.sent]
    .map(([campaign, messages]) => ({ campaign, messages: messages - (before?.sent.get(campaign) ?? 0) }))
    .filter(({ messages }) => messages > 0)
    .sort((a, b) => (a.campaign < b.campaign ? -1 : 1));
