import { type Held, type HeldNow, type Hold, nothingHeld } from "../model/held.ts";
import type { Instant } from "../model/time.ts";
import { withoutApproval } from "./approval.ts";
import type { CameBack } from "./harm.ts";

/** Whether everything is held. */
export const isAllHeld = (held: HeldNow): boolean => held === "unreadable" || held.everything !== undefined;

/**
 * What is held once a campaign is, or everything where none is named. What is held already stays held since when it was; a note
 * that is given takes the place of the one before. What was approved of it is not any more. The very same where nothing changes.
 */
export const withHold = (now: HeldNow, campaignId: string | undefined, hold: Hold): HeldNow => {
  if (now === "unreadable") return campaignId === undefined ? { ...nothingHeld, everything: hold } : now;
  const held = withoutApproval(now, campaignId);
  const before = campaignId === undefined ? held.everything : holdOf(held, campaignId);
  if (before !== undefined && (hold.note === undefined || hold.note === before.note)) return held;
  const joined = { ...(before ?? hold), ...(hold.note !== undefined && { note: hold.note }) };
  if (campaignId === undefined) return { ...held, everything: joined };
  return { ...held, campaigns: inOrder({ ...held.campaigns, [campaignId]: joined }) };
};

/**
 * What is held once a campaign's own hold is gone, or every hold where none is named. One of everything outlasts that of a campaign.
 * The very same where nothing changes.
 *
 * @param lookedInto what had left and come back of the day by then, where that is known
 */
export const withoutHold = (
  held: HeldNow,
  campaignId: string | undefined,
  at: Instant,
  lookedInto?: CameBack,
): HeldNow => {
  const released = { campaigns: {}, releasedAt: at, ...(lookedInto && { lookedInto }) };
  if (held === "unreadable") return campaignId === undefined ? released : held;
  if (campaignId === undefined) {
    const { everything: _, lookedInto: __, ...others } = held;
    return isAnyHeld(held) ? { ...others, ...released } : held;
  }
  if (holdOf(held, campaignId) === undefined) return held;
  const { [campaignId]: _, ...campaigns } = held.campaigns;
  return { ...held, campaigns };
};

/** Mail to dormant addresses begins anew with the next night, whatever came back of it until now. */
export const withWarmUpAnew = (held: HeldNow, at: Instant): HeldNow =>
  held === "unreadable" ? held : { ...held, warmUpAnewAt: at };

const isAnyHeld = ({ everything, campaigns }: Held): boolean =>
  everything !== undefined || Object.keys(campaigns).length > 0;

const holdOf = ({ campaigns }: Held, campaignId: string): Hold | undefined =>
  Object.hasOwn(campaigns, campaignId) ? campaigns[campaignId] : undefined;

const inOrder = (campaigns: Held["campaigns"]): Held["campaigns"] =>
  Object.fromEntries(Object.entries(campaigns).sort(([a], [b]) => (a < b ? -1 : 1)));
