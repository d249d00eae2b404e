import { expect, test } from "vitest";
import type { CampaignLibrary } from "../../../shared/model/campaign-library.ts";
import { smallShop } from "../../support/night-shop.ts";
import { holdNight, nightWorld, receivedFiles } from "../../support/night-world.ts";
import { shippedCampaigns } from "../../support/shipped-campaigns.ts";

const asOf = "2026-11-20";
const shop = smallShop(400, asOf);
const settings = { shop: { postalAddress: "1 Main St" }, mail: { sending: "on", holdoutShare: 0 } };
const deployed = await shippedCampaigns();
const narrowed: CampaignLibrary = {
  ...deployed,
  campaigns: deployed.campaigns.map(({ campaign, ...rest }) => ({
    ...rest,
    campaign:
      campaign.trigger.on === "tier-entered"
        ? { ...campaign, trigger: { ...campaign.trigger, tiers: ["drowsy" as const] } }
        : campaign,
  })),
};

test("a night done again after tiers were narrowed lists the mails that went out before, and counts none as its own", async () => {
  let inForce = deployed;
  const readCampaignFolder = async () => ({ library: inForce, broken: [] });
  const world = nightWorld({ customers: shop, settings, readCampaignFolder });
  const first = await holdNight(world, { at: "2026-11-21T03:30:00.000Z" });
  const sent = world.sent.length;
  const linesSent = () =>
    (receivedFiles(world, asOf).get("messages.csv") ?? "").split("\r\n").filter((line) => line.includes(",sent,,"));
  const before = linesSent();
  expect(before).toHaveLength(sent);
  const { written } = await world.close(first);
  expect(written).toBe(sent);

  inForce = narrowed;
  const second = await holdNight(world, { at: "2026-11-21T05:00:00.000Z" });
  expect(world.sent).toHaveLength(sent);
  expect(linesSent().sort()).toEqual([...before].sort());
  expect(await world.close(second)).toMatchObject({ written: 0, writtenBefore: sent });
  const inLedger = [...world.ledger.values()].map(
    ({ customerId, messageKey }) => `${customerId},${messageKey.replaceAll("#", ",")},sent,,email,,,`,
  );
  expect(inLedger.sort()).toEqual([...before].sort());
  const report = receivedFiles(world, asOf).get("report.html") ?? "";
  const writtenTo = [...report.matchAll(/<strong>([\d,]+)<\/strong> written, /g)].map(([, count]) => Number(count));
  expect(writtenTo.reduce((sum, count) => sum + count, 0)).toBe(sent);
});
