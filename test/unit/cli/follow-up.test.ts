import { describe, expect, it } from "vitest";
import { FOLLOWED_DAYS, followUps } from "../../../cli/rehearse/follow-up.ts";
import type { OrderInBrief } from "../../../shared/model/order-in-brief.ts";
import { addDays } from "../../../shared/scoring/summaries/epoch-day.ts";

const SENT = "2026-03-02";
const order = (day: string, netMinor = 1000): OrderInBrief => ({
  orderKey: `csv#${day}`,
  day,
  counted: { state: "counted" },
  netMinor,
});
const names = new Map([["win-back", "Win-back"]]);
const written = { customerId: "A", campaignId: "win-back", sendDay: SENT, group: "written" } as const;

describe("followUps", () => {
  it("counts who bought from the day of the message to the last of its days, and nobody before or after", () => {
    const found = followUps(names, "2026-12-31");
    found.follow(written, [order(addDays(SENT, -1)), order(addDays(SENT, FOLLOWED_DAYS))]);
    found.follow(written, [order(SENT), order(addDays(SENT, FOLLOWED_DAYS - 1), 500)]);
    found.follow({ ...written, group: "heldOut" }, []);
    expect(found.all()).toEqual([
      {
        ...{ id: "win-back", name: "Win-back" },
        written: { occasions: 2, returned: 1, netMinor: 1500, open: 0 },
        heldOut: { occasions: 1, returned: 0, netMinor: 0, open: 0 },
      },
    ]);
  });

  it("says nothing of those whose days are not over when the file ends", () => {
    const ends = (lastDay: string | undefined) => {
      const found = followUps(names, lastDay);
      found.follow(written, [order(SENT)]);
      return found.all()[0]?.written;
    };
    const open = { occasions: 0, returned: 0, netMinor: 0, open: 1 };
    expect(ends(undefined)).toEqual(open);
    expect(ends(addDays(SENT, FOLLOWED_DAYS - 2))).toEqual(open);
    expect(ends(addDays(SENT, FOLLOWED_DAYS - 1))).toMatchObject({ occasions: 1, returned: 1, open: 0 });
  });
});
