import type { Message } from "../model/message.ts";
import type { Settings } from "../model/settings.ts";
import type { Instant } from "../model/time.ts";

const MS_PER_HOUR = 3_600_000;
const MS_PER_DAY = 86_400_000;

/**
 * Whether one more mail would be too many for this customer. Counted are claims, since a claim may have become a mail;
 * only what the service refused surely did not. Windows reach back from the hour at which the mail is to go, not from the moment
 * at which it is asked, so that a shard that is tried again within it comes to the same verdict; and they begin with the hour of
 * a message, so that what went at ten o'clock and some seconds is not in the way of what is to go at ten.
 *
 * @param messages the customer's messages other than the one in question
 * @param at when the mail is to go
 */
export const isOverLimit = (messages: readonly Counted[], at: Instant, limits: Limits): boolean => {
  const atMs = Date.parse(at);
  return windowsOf(limits).some(
    ({ most, days }) => messages.filter(mayBeMail).filter((one) => endOf(one, days) > atMs).length >= most,
  );
};

/**
 * From when on these messages leave room for one more; undefined where the limits never do. It goes by the messages alone,
 * so that a shard that is tried again names the same moment.
 */
export const underLimitFrom = (messages: readonly Counted[], limits: Limits): Instant | undefined => {
  const windows = windowsOf(limits);
  if (windows.some(({ most }) => most === 0)) return undefined;
  const ends = windows.flatMap(({ most, days }) => {
    const newestFirst = messages
      .filter(mayBeMail)
      .map((one) => endOf(one, days))
      .sort((a, b) => b - a);
    return newestFirst.slice(most - 1, most);
  });
  return ends.length === 0 ? undefined : new Date(Math.max(...ends)).toISOString();
};

type Counted = Pick<Message, "claimedAt" | "state">;
type Limits = Settings["mail"]["limits"];

const windowsOf = ({ per24Hours, per7Days }: Limits) =>
  [
    { most: per24Hours, days: 1 },
    { most: per7Days, days: 7 },
  ] as const;

const mayBeMail = ({ state }: Counted): boolean => state !== "refused";
/** When a message has left a window of so many days. */
const endOf = ({ claimedAt }: Counted, days: number): number =>
  Math.floor(Date.parse(claimedAt) / MS_PER_HOUR) * MS_PER_HOUR + days * MS_PER_DAY;
