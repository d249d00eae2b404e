import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import { toldOfFinding } from "../../../cli/campaigns/lint/finding.ts";
import { readOccasions } from "../../../cli/campaigns/read-occasions.ts";
import { remarksOnDays } from "../../../cli/campaigns/remark-days.ts";
import { findCandidates } from "../../../shared/campaigns/find-candidates.ts";
import type { KnownCustomer } from "../../../shared/campaigns/occasions/occasion.ts";
import { type CampaignDay, campaignSchema } from "../../../shared/model/campaign.ts";
import type { Trigger } from "../../../shared/model/trigger.ts";
import { addDays } from "../../../shared/scoring/summaries/epoch-day.ts";
import { knownCustomer } from "../../support/known-customer.ts";

const folder = await mkdtemp(join(tmpdir(), "occasions-"));
afterAll(() => rm(folder, { recursive: true, force: true }));

const listed: Trigger = { on: "listed" };
const campaigns = [
  { id: "sale", trigger: listed },
  { id: "birthday", trigger: { on: "birthday" as const } },
];
const read = async (text: string): Promise<Record<string, CampaignDay[]>> => {
  await writeFile(join(folder, "occasions.csv"), text);
  const known = { ids: ["birthday", "broken", "sale"], campaigns };
  return Object.fromEntries(await readOccasions(pathToFileURL(`${folder}/`), "campaigns", known));
};
const mistakes = async (text: string): Promise<string[]> => {
  try {
    await read(text);
  } catch (error) {
    if (error instanceof Error) return error.message.split("\n");
  }
  return [];
};
const HEADER = "date,country,campaign\n";

describe("occasions.csv", () => {
  it("has the days of each campaign, in their order, with the countries that each holds for", async () => {
    const lines = `2027-11-26,Deutschland,sale\n2027-06-01,,sale\n2027-11-26,"Korea, Republic of",sale\n2027-11-26,at,broken\n`;
    expect(await read(HEADER + lines)).toEqual({
      sale: [{ day: "2027-06-01" }, { day: "2027-11-26", countries: ["DE", "KR"] }],
      broken: [{ day: "2027-11-26", countries: ["AT"] }],
    });
  });

  it("may be missing, empty, or a header alone; have a byte order mark, Windows' lines, and empty ones", async () => {
    expect([await read(""), await read(HEADER)]).toEqual([{}, {}]);
    expect(await read("\ufeffDate, Country ,Campaign\r\n\r\n2027-06-01, ,sale\r\n,,\r\n")).toEqual({
      sale: [{ day: "2027-06-01" }],
    });
    await rm(join(folder, "occasions.csv"));
    expect(await readOccasions(pathToFileURL(`${folder}/`), "campaigns", { ids: [], campaigns })).toEqual(new Map());
  });

  it("holds everywhere where one of the lines of a day names no country", async () => {
    expect(await read(`${HEADER}2027-06-01,DE,sale\n2027-06-01,,sale\n`)).toEqual({ sale: [{ day: "2027-06-01" }] });
  });

  it.each([
    ["day;country;campaign\n", 1, "expected the header date,country,campaign"],
    [`${HEADER}2027-06-01,sale\n`, 2, "expected three cells (date,country,campaign), got 2"],
    [`${HEADER}\n6/1/2027,,sale\n`, 3, '"6/1/2027" is no day, such as 2027-02-06'],
    [`${HEADER}2027-02-29,,sale\n`, 2, '"2027-02-29" is no day'],
    [`${HEADER}2072-06-01,,sale\n`, 2, "2072-06-01 is outside of 2026 to 2045"],
    [`${HEADER}2027-06-01,Atlantis,sale\n`, 2, '"Atlantis" is no country'],
    [`${HEADER}2027-06-01,XX,sale\n`, 2, '"XX" is no country'],
    [`${HEADER}2027-06-01,,sael\n`, 2, 'there is no campaign "sael"; did you mean "sale"?'],
    [`${HEADER}2027-06-01,,birthday\n`, 2, "birthday does not go by this list: its trigger is on: birthday"],
    [`${HEADER}2027-06-01,DE,sale\n2027-06-01,Germany,sale\n`, 3, "the same as line 2"],
    [`${HEADER}2027-06-01,"DE,sale\n`, 2, "a quote is opened here and never closed"],
  ])("refuses %j, with the line and what is wrong", async (text, line, what) => {
    expect(await mistakes(text)).toEqual([expect.stringContaining(`campaigns/occasions.csv:${line}: ${what}`)]);
  });

  it("says every mistake at once, and takes no more lines than a night can look at", async () => {
    expect(await mistakes(`${HEADER}today,Atlantis,sael\n`)).toHaveLength(3);
    const many = Array.from({ length: 2001 }, (_, at) => `${addDays("2027-01-01", at)},,sale\n`).join("");
    expect(await mistakes(HEADER + many)).toEqual([
      "campaigns/occasions.csv:2002: there may be 2000 lines below the header",
    ]);
  });
});

const sale = (days?: CampaignDay[]) =>
  campaignSchema.parse({ id: "sale", name: "Sale", expires_after: 2, trigger: listed, ...(days && { days }) });
const bought = knownCustomer({
  ...{ firstDay: "2026-06-01", lastDay: "2026-06-01", purchaseDays: 1, tier: "drowsy" },
  country: "DE",
});

describe("a campaign of listed days", () => {
  const days = [{ day: "2027-06-01" }, { day: "2027-11-26", countries: ["AT", "DE"] }];
  const dueTo = (customer: KnownCustomer) =>
    Array.from({ length: 365 }, (_, at) => addDays("2027-01-01", at)).flatMap((sendDay) =>
      findCandidates(customer, [sale(days)], { sendDay }).map(({ occurrence }) => `${sendDay} ${occurrence}`),
    );

  it("writes on each of them to who has bought, of a country only to who is from there", () => {
    const everywhere = ["2027-06-01 2027-06-01", "2027-06-02 2027-06-01"];
    expect(dueTo(bought)).toEqual([...everywhere, "2027-11-26 2027-11-26", "2027-11-27 2027-11-26"]);
    expect(dueTo({ ...bought, country: "CH" })).toEqual(everywhere);
    expect(dueTo({ ...bought, country: undefined })).toEqual(everywhere);
    expect(dueTo({ ...bought, lastDay: undefined })).toEqual([]);
  });

  it("writes for each of two days that lie within one window, on its own, and once for one that two lines name", () => {
    const near = [{ day: "2027-06-01" }, { day: "2027-06-02", countries: ["DE"] }, { day: "2027-06-02" }];
    const due = (sendDay: string) =>
      findCandidates(bought, [sale(near)], { sendDay }).map(({ occurrence, dueUntil }) => [occurrence, dueUntil]);
    expect(due("2027-06-01")).toEqual([["2027-06-01", "2027-06-02"]]);
    expect(due("2027-06-02")).toEqual([
      ["2027-06-01", "2027-06-02"],
      ["2027-06-02", "2027-06-03"],
    ]);
    expect(due("2027-06-03")).toEqual([["2027-06-02", "2027-06-03"]]);
  });

  it("is remarked on where it has none, or none that is still to come", () => {
    const remarks = (today: string, own?: CampaignDay[]) =>
      remarksOnDays({ campaigns: [{ campaign: sale(own), templates: {} }] }, today, { shown: "campaigns" }).map(
        toldOfFinding,
      );
    expect(remarks("2027-01-01")).toEqual([
      "campaigns/sale/campaign.yaml writes to nobody: occasions.csv has no line for it",
    ]);
    expect(remarks("2027-11-27", days)).toEqual([]);
    expect(remarks("2027-11-28", days)).toEqual([expect.stringContaining("has for it is 2027-11-26")]);
  });

  it("is not said to have no line for a campaign where it has mistakes: nobody knows what it has", () => {
    const about = { shown: "campaigns", broken: [{ id: "occasions.csv" }] };
    expect(remarksOnDays({ campaigns: [{ campaign: sale(), templates: {} }] }, "2027-01-01", about)).toEqual([]);
  });
});
