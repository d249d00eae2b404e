import { describe, expect, it } from "vitest";
import { festivalDays } from "../../../cli/campaigns/festival-days.ts";
import { remarksOnDays } from "../../../cli/campaigns/remark-days.ts";
import { findCandidates } from "../../../shared/campaigns/find-candidates.ts";
import type { KnownCustomer } from "../../../shared/campaigns/occasions/occasion.ts";
import { campaignSchema } from "../../../shared/model/campaign.ts";
import type { Festival } from "../../../shared/model/trigger.ts";
import { addDays } from "../../../shared/scoring/summaries/epoch-day.ts";
import { knownCustomer } from "../../support/known-customer.ts";

const daysOf = (festival: Festival): string[] => festivalDays(festival).map(({ day }) => day);

describe("a festival", () => {
  // Days as printed calendars have them.
  it.each<[Festival, string]>([
    ["chinese-new-year", "2026-02-17"],
    ["chinese-new-year", "2027-02-06"],
    ["chinese-new-year", "2028-01-26"],
    ["chinese-new-year", "2030-02-03"],
    ["chinese-new-year-eve", "2027-02-05"],
    ["lantern", "2026-03-03"],
    ["dragon-boat", "2026-06-19"],
    ["qixi", "2026-08-19"],
    ["mid-autumn", "2026-09-25"],
    ["mid-autumn", "2033-09-08"],
    ["double-ninth", "2026-10-18"],
  ])("%s is on %s", (festival, day) => {
    expect(daysOf(festival)).toContain(day);
  });

  it.each<Festival>([
    "chinese-new-year-eve",
    "chinese-new-year",
    "lantern",
    "dragon-boat",
    "qixi",
    "mid-autumn",
    "double-ninth",
  ])("%s comes once in each year of ours, in their order, so that the year names it", (festival) => {
    expect(daysOf(festival).map((day) => day.slice(0, 4))).toEqual(
      Array.from({ length: 20 }, (_, at) => String(2026 + at)),
    );
  });
});

const midAutumn = campaignSchema.parse({
  ...{ id: "mid-autumn", name: "Mid-Autumn", expires_after: 2 },
  trigger: { on: "festival", festival: "mid-autumn" },
  steps: [{ name: "early", after: -3 }, { name: "day" }],
  days: festivalDays("mid-autumn"),
});

const bought = knownCustomer({ firstDay: "2026-06-01", lastDay: "2026-06-01", purchaseDays: 1, tier: "drowsy" });
const dueTo = (customer: KnownCustomer): string[] =>
  Array.from({ length: 800 }, (_, at) => addDays("2026-01-01", at)).flatMap((sendDay) =>
    findCandidates(customer, [midAutumn], { sendDay }).map(
      ({ step, occurrence, exitAfter }) => `${sendDay} ${step} ${occurrence} ${exitAfter}`,
    ),
  );

describe("a campaign of a festival", () => {
  it("writes on the day or before it, to everybody who has bought; a purchase since the first was due ends the rest", () => {
    expect(dueTo(bought)).toEqual([
      "2026-09-22 early 2026 undefined",
      "2026-09-23 early 2026 undefined",
      "2026-09-25 day 2026 2026-09-21",
      "2026-09-26 day 2026 2026-09-21",
      "2027-09-12 early 2027 undefined",
      "2027-09-13 early 2027 undefined",
      "2027-09-15 day 2027 2027-09-11",
      "2027-09-16 day 2027 2027-09-11",
    ]);
    expect(dueTo({ ...bought, lastDay: undefined })).toEqual([]);
  });

  it("is remarked on while its days end within two years", () => {
    const library = { campaigns: [{ campaign: midAutumn, templates: {} }] };
    expect(remarksOnDays(library, "2026-11-30", { shown: "campaigns" })).toEqual([]);
    expect(remarksOnDays(library, "2043-09-25", { shown: "campaigns" })).toEqual([]);
    expect(remarksOnDays(library, "2043-09-27", { shown: "campaigns" })).toEqual([
      {
        ...{ rule: "days-end", level: "warning", file: "campaigns/mid-autumn/campaign.yaml" },
        what: "will write to nobody some day: this version of Rouse knows the days of mid-autumn up to 2045-09-25; publish it with a newer version",
      },
    ]);
  });

  it("is remarked on as over once no step of it is due any more", () => {
    const library = { campaigns: [{ campaign: midAutumn, templates: {} }] };
    const said = (today: string) =>
      remarksOnDays(library, today, { shown: "campaigns" }).map(({ what }) => what.split(":")[0]);
    expect(said("2045-09-26")).toEqual(["will write to nobody some day"]);
    expect(said("2045-09-27")).toEqual(["writes to nobody any more"]);
  });
});
