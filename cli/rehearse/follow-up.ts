import type { CampaignFollowUp, FollowUp } from "../../shared/marketing/rehearsal/rehearsal.ts";
import type { MessageOutcome } from "../../shared/model/message.ts";
import type { OrderInBrief } from "../../shared/model/order-in-brief.ts";
import type { Day } from "../../shared/model/time.ts";
import { addDays } from "../../shared/scoring/summaries/epoch-day.ts";

/** Days after a message, the day it goes out included, in which an order counts as coming back. */
export const FOLLOWED_DAYS = 30;

type Followed = Pick<MessageOutcome, "customerId" | "campaignId"> & { sendDay: Day; group: "written" | "heldOut" };

const nobody = (): FollowUp => ({ occasions: 0, returned: 0, netMinor: 0, open: 0 });

/**
 * What became, by the file itself, of people who would have been written to, and of those who would have been held out. Nobody was
 * written to: whatever differs between the two is chance.
 *
 * @param lastDay the file knows nothing after it; undefined where it has no orders
 */
export const followUps = (names: ReadonlyMap<string, string>, lastDay: Day | undefined) => {
  const found = new Map([...names].map(([id, name]) => [id, { id, name, written: nobody(), heldOut: nobody() }]));
  return {
    /** @param later what they turned out to order after the first night */
    follow: ({ campaignId, sendDay, group }: Followed, later: readonly OrderInBrief[]): void => {
      const end = addDays(sendDay, FOLLOWED_DAYS - 1);
      const sum = found.get(campaignId)?.[group];
      if (sum === undefined) return;
      if (lastDay === undefined || end > lastDay) {
        sum.open += 1;
        return;
      }
      const bought = later.filter(({ day }) => day !== undefined && day >= sendDay && day <= end);
      sum.occasions += 1;
      sum.returned += bought.length > 0 ? 1 : 0;
      sum.netMinor += bought.reduce((total, { netMinor }) => total + netMinor, 0);
    },
    all: (): CampaignFollowUp[] => [...found.values()],
  };
};
