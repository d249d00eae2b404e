import { describe, expect, it } from "vitest";
import { holidayDays } from "../../../cli/campaigns/holiday-days.ts";
import { toldOfFinding } from "../../../cli/campaigns/lint/finding.ts";
import { remarksOnDays } from "../../../cli/campaigns/remark-days.ts";
import { findCandidates } from "../../../shared/campaigns/find-candidates.ts";
import type { KnownCustomer } from "../../../shared/campaigns/occasions/occasion.ts";
import { campaignSchema } from "../../../shared/model/campaign.ts";
import { addDays } from "../../../shared/scoring/summaries/epoch-day.ts";
import { knownCustomer } from "../../support/known-customer.ts";

const daysOf = async (holiday: string, ...countries: string[]) => {
  const found = await holidayDays({ on: "holiday", holiday, countries });
  if ("problem" in found) throw new Error(found.problem);
  return found.days;
};
const problemOf = async (holiday: string, ...countries: string[]) => {
  const found = await holidayDays({ on: "holiday", holiday, countries });
  return "problem" in found ? found.problem : undefined;
};

describe("a public holiday", () => {
  // Days as laws and printed calendars have them.
  it.each([
    ["christmas-day", "DE", "2027-12-25"],
    ["christmas-day", "RU", "2027-01-07"],
    ["good-friday", "GB", "2027-03-26"],
    ["easter-monday", "DE", "2026-04-06"],
    ["thanksgiving-day", "US", "2026-11-26"],
    ["independence-day", "US", "2027-07-04"],
    ["bastille-day", "FR", "2030-07-14"],
    ["new-years-day", "JP", "2045-01-01"],
  ])("%s in %s is on %s", async (holiday, country, day) => {
    expect(await daysOf(holiday, country)).toContainEqual({ day, countries: [country] });
  });

  it("is one day where it lasts for several, and not the day off that stands in for it", async () => {
    const national = (await daysOf("national-day", "CN")).map(({ day }) => day);
    expect(national.filter((day) => day.startsWith("2027"))).toEqual(["2027-10-01"]);
    const independence = (await daysOf("independence-day", "US")).map(({ day }) => day);
    expect(independence.filter((day) => day.startsWith("2027"))).toEqual(["2027-07-04"]);
  });

  it("has the countries of each day beside it, in their order, whatever that of the campaign is", async () => {
    const days = await daysOf("christmas-day", "RU", "DE", "AT", "DE");
    expect(days.slice(0, 3)).toEqual([
      { day: "2026-01-07", countries: ["RU"] },
      { day: "2026-12-25", countries: ["AT", "DE"] },
      { day: "2027-01-07", countries: ["RU"] },
    ]);
    expect(days).toEqual(await daysOf("christmas-day", "AT", "DE", "RU"));
  });

  it("is refused by a name that none of the countries has, with what there is", async () => {
    expect(await problemOf("christmas-dya", "DE")).toContain('did you mean "christmas-day"');
    expect(await problemOf("thanksgiving-day", "DE", "AT")).toMatch(
      /^no public holiday is called thanksgiving-day in DE, AT; there is .*good-friday/,
    );
  });

  it("of the moon's year is refused: festivals of the Chinese calendar have a trigger of their own", async () => {
    for (const [name, country] of [
      ["mid-autumn-festival", "CN"],
      ["spring-festival", "CN"],
      ["chinese-new-year", "SG"],
      ["korean-new-year", "KR"],
    ] as const)
      expect([name, await problemOf(name, country)]).toEqual([name, expect.stringContaining("on: festival")]);
    expect(await daysOf("qingming-festival", "CN")).toContainEqual({ day: "2027-04-05", countries: ["CN"] });
  });
});

const customer = knownCustomer({
  ...{ firstDay: "2026-01-01", lastDay: "2026-01-01", purchaseDays: 1, tier: "drowsy" },
  country: "DE",
});
const christmas = async (countries: string[], more: object = {}) =>
  campaignSchema.parse({
    ...{ id: "christmas", name: "Christmas", expires_after: 2, ...more },
    trigger: { on: "holiday", holiday: "christmas-day", countries },
    days: await daysOf("christmas-day", ...countries),
  });

describe("a campaign for a holiday", () => {
  it("writes to who is from a country that has it, before it or after", async () => {
    const campaign = await christmas(["DE", "RU"], { steps: [{ name: "wish", after: -3 }] });
    const dueTo = (one: KnownCustomer) =>
      Array.from({ length: 390 }, (_, at) => addDays("2026-12-01", at)).flatMap((sendDay) =>
        findCandidates(one, [campaign], { sendDay }).map(({ occurrence }) => `${sendDay} ${occurrence}`),
      );
    expect(dueTo(customer)).toEqual(["2026-12-22 2026", "2026-12-23 2026", "2027-12-22 2027", "2027-12-23 2027"]);
    expect(dueTo({ ...customer, country: "RU" })).toEqual(["2027-01-04 2027", "2027-01-05 2027"]);
    for (const nobody of [{ country: "FR" }, { country: undefined }, { lastDay: undefined }])
      expect(dueTo({ ...customer, ...nobody })).toEqual([]);
  });

  it("names a holiday that comes twice in a year of ours by its number, so that both are written about", async () => {
    const days = await daysOf("end-of-ramadan-eid-al-fitr", "TR");
    const trigger = { on: "holiday", holiday: "end-of-ramadan-eid-al-fitr", countries: ["TR"] };
    const campaign = campaignSchema.parse({ id: "eid", name: "Eid", expires_after: 1, trigger, days });
    const names = days.flatMap(({ day: sendDay }) =>
      findCandidates({ ...customer, country: "TR" }, [campaign], { sendDay }).map(({ occurrence }) => occurrence),
    );
    expect(new Set(names).size).toBe(days.length);
    expect(names).toContain("2033-2");
  });

  it("is remarked on where a country has no such holiday, and two years before its days end", async () => {
    const campaign = await christmas(["DE", "SA"]);
    const remarks = (today: string) =>
      remarksOnDays({ campaigns: [{ campaign, templates: {} }] }, today, { shown: "campaigns" }).map(toldOfFinding);
    const none =
      "campaigns/christmas/campaign.yaml writes to nobody in SA, which has no public holiday called christmas-day";
    expect(remarks("2026-11-30")).toEqual([none]);
    expect(remarks("2043-12-27")).toEqual([expect.stringContaining("christmas-day in DE up to 2045-12-25"), none]);
  });

  it("names its countries by two letters", () => {
    const parsed = (countries: string[]) =>
      campaignSchema.safeParse({
        ...{ id: "c", name: "C", trigger: { on: "holiday", holiday: "christmas-day", countries } },
      }).success;
    expect([["DE"], ["de"], ["Germany"], ["XX"], []].map(parsed)).toEqual([true, false, false, false, false]);
  });
});
