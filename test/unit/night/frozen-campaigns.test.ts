import { describe, expect, test } from "vitest";
import type { CampaignLibrary } from "../../../shared/model/campaign-library.ts";
import { nightRunSchema, workKeys } from "../../../shared/model/night.ts";
import { smallShop } from "../../support/night-shop.ts";
import { holdNight, nightWorld, receivedFiles, stepsOf } from "../../support/night-world.ts";
import { shippedCampaigns } from "../../support/shipped-campaigns.ts";

const asOf = "2026-11-20";
const at = "2026-11-21T03:30:00.000Z";
const shop = smallShop(200, asOf);
const settings = { shop: { postalAddress: "1 Main St" }, mail: { sending: "on", holdoutShare: 0 } };
const deployed = await shippedCampaigns();

/** The same campaigns after somebody's edit: one is gone, the other says something else. */
const edited: CampaignLibrary = {
  ...deployed,
  campaigns: deployed.campaigns
    .filter(({ campaign }) => campaign.id === "win-back")
    .map(({ campaign, templates }) => ({
      campaign: { ...campaign, name: "Another name" },
      templates: {
        ...templates,
        first: Object.fromEntries(
          Object.entries(templates.first ?? {}).map(([locale, parts]) => [
            locale,
            { ...parts, subject: "Another subject" },
          ]),
        ),
      },
    })),
};

describe("a night goes by the campaigns that were in force when it began", () => {
  test("also where others are deployed between any two of its steps", async () => {
    const undisturbed = nightWorld({ customers: shop, counted: 50_000, settings });
    await holdNight(undisturbed, { at });
    let inForce = deployed;
    const readCampaignFolder = async () => ({ library: inForce, broken: [] });
    const world = nightWorld({ customers: shop, counted: 50_000, settings, readCampaignFolder });
    const plan = await world.plan({ at });
    inForce = edited;
    for (const step of stepsOf(world, plan)) await step.run();
    expect(receivedFiles(world, asOf)).toEqual(receivedFiles(undisturbed, asOf));
    expect(world.sent.map(({ raw }) => Buffer.from(raw).toString())).toEqual(
      undisturbed.sent.map(({ raw }) => Buffer.from(raw).toString()),
    );
    expect(world.sent.length).toBeGreaterThan(3);
  });

  test("and the next one by what was deployed since", async () => {
    const readCampaignFolder = async () => ({ library: edited, broken: [] });
    const world = nightWorld({ customers: shop, settings, readCampaignFolder });
    await holdNight(world, { at });
    expect(receivedFiles(world, asOf).get("report.html")).toContain("Another name");
  });

  test("named by their content: the same campaigns are one file, however often they are deployed", async () => {
    const world = nightWorld({ customers: shop, settings });
    await holdNight(world, { at: "2026-11-20T03:30:00.000Z" });
    await holdNight(world, { at });
    const versions = [...world.data.objects.keys()].filter((key) => workKeys.campaigns.matches(key));
    expect(versions).toHaveLength(1);
    const run = nightRunSchema.parse(
      JSON.parse(Buffer.from((await world.data.read(workKeys.run(`${asOf}-1`))) ?? []).toString()),
    );
    expect(versions).toEqual([workKeys.campaigns(run.campaigns.version)]);
  });
});

test("a campaign with a mistake stays out, says so in the report, and neither files nor other mails wait for it", async () => {
  const problem = "campaigns/birthday/en.text.liquid has no unsubscribe link; use {{ unsubscribe_url }}";
  const sound = deployed.campaigns.filter(({ campaign }) => campaign.id !== "birthday");
  const world = nightWorld({
    customers: shop,
    settings,
    readCampaignFolder: async () => ({
      library: { ...deployed, campaigns: sound },
      broken: [{ id: "birthday", problems: [problem] }],
    }),
  });
  await holdNight(world, { at });
  const files = receivedFiles(world, asOf);
  expect(files.has("manifest.json")).toBe(true);
  expect(files.get("report.html")).toContain("The campaign birthday was left out:");
  expect(files.get("report.html")).toContain("has no unsubscribe link");
  expect(files.get("messages.csv")).not.toContain("birthday");
  expect(files.get("messages.csv")).toContain("win-back,first");
  expect(world.sent.length).toBeGreaterThan(0);
});
