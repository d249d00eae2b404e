import { describe, expect, it } from "vitest";
import { publishCampaigns, putInForceAgain } from "../../../cli/campaigns/change-campaigns.ts";
import { campaignVersions } from "../../../shared/adapters/campaign-versions.ts";
import { readCampaignsInForce } from "../../../shared/adapters/campaigns-in-force.ts";
import { campaignKeys } from "../../../shared/model/campaigns-in-force.ts";
import { fakeFiles } from "../../support/fake-files.ts";
import { smallShop } from "../../support/night-shop.ts";
import { holdNight, nightWorld, receivedFiles, stepsOf } from "../../support/night-world.ts";
import { shippedCampaigns } from "../../support/shipped-campaigns.ts";

const asOf = "2026-11-20";
const at = "2026-11-21T03:30:00.000Z";
const customers = smallShop(200, asOf);
const settings = { shop: { postalAddress: "1 Main St" }, mail: { sending: "on", holdoutShare: 0 } };
const deployed = await shippedCampaigns();
const renamed = (name: string) => ({
  ...deployed,
  campaigns: deployed.campaigns.map(({ campaign, ...rest }) => ({ campaign: { ...campaign, name }, ...rest })),
});

const shopWithCampaigns = () => {
  const files = fakeFiles();
  const versions = campaignVersions(files);
  const readCampaignFolder = readCampaignsInForce(versions, async () => ({ library: deployed, broken: [] }));
  const world = nightWorld({ customers, counted: 50_000, settings, readCampaignFolder });
  return { files, versions, world, report: () => receivedFiles(world, asOf).get("report.html") ?? "" };
};

describe("a night goes by the campaigns that were published", () => {
  it("and by those that were deployed while none were", async () => {
    const { world, report } = shopWithCampaigns();
    await holdNight(world, { at });
    expect(report()).toContain("Win-back");
    expect(world.sent.length).toBeGreaterThan(0);
  });

  it("from its beginning to its end, whatever is published or taken back between any two of its steps", async () => {
    const { versions, world, report } = shopWithCampaigns();
    const { version } = await publishCampaigns(renamed("Before"), at, versions);
    const plan = await world.plan({ at });
    for (const [index, step] of stepsOf(world, plan).entries()) {
      await publishCampaigns(renamed(`Renamed since ${index}`), at, versions);
      await step.run();
    }
    expect(report()).toContain("Before");
    expect(report()).not.toContain("Renamed since");
    const written = [...world.ledger.values()];
    expect(written.length).toBeGreaterThan(0);
    expect(new Set(written.map(({ campaigns }) => campaigns))).toEqual(new Set([version]));
  });

  it("and by what was deployed when that was put in force again", async () => {
    const { versions, world, report } = shopWithCampaigns();
    await publishCampaigns(renamed("Published"), at, versions);
    await putInForceAgain(() => null, at, versions);
    await holdNight(world, { at });
    expect(report()).toContain("Win-back");
    expect(report()).not.toContain("Published");
  });

  it.each([
    ["was removed", undefined],
    ["is of another version of the program", '{"campaigns":[{}]}'],
    ["says what this version of the program does not know", JSON.stringify({ ...renamed("Later"), audience: "1 > 2" })],
    ["is another than the one that was published", JSON.stringify(renamed("Other"))],
  ])("mails nobody, and says so in its report, where the published version %s", async (_what, written) => {
    const { files, versions, world, report } = shopWithCampaigns();
    const { version } = await publishCampaigns(renamed("Published"), at, versions);
    const key = campaignKeys.version(version ?? "");
    if (written === undefined) await files.remove([key]);
    else await files.write(key, written);
    await holdNight(world, { at });
    expect(report()).toContain("All campaigns were left out:");
    expect(report()).toContain("Publish again (rouse campaigns publish)");
    expect(world.sent).toEqual([]);
  });

  it("waits where they cannot be asked for, and mails nobody by others", async () => {
    const { versions } = shopWithCampaigns();
    const findInForce = async () => Promise.reject(new Error("timeout"));
    const read = readCampaignsInForce({ ...versions, findInForce }, async () => ({ library: deployed, broken: [] }));
    await expect(read()).rejects.toThrow("timeout");
  });
});
