import { expect, it } from "vitest";
import { smallShop } from "../../support/night-shop.ts";
import { holdNight, nightWorld, receivedFiles } from "../../support/night-world.ts";
import { shippedCampaigns } from "../../support/shipped-campaigns.ts";

it("a night writes on a listed day to whose country it is, and to nobody on account of a country that they did not tell", async () => {
  const { campaigns } = await shippedCampaigns();
  const sale = campaigns.flatMap(({ campaign, ...rest }) =>
    campaign.id === "new-year"
      ? [
          {
            ...rest,
            campaign: {
              ...campaign,
              enabled: true,
              trigger: { on: "listed" as const },
              days: [{ day: "2026-11-21", countries: ["AT", "DE"] }],
            },
          },
        ]
      : [],
  );
  const customers = smallShop(300, "2026-11-20").map((customer, at) => ({
    ...customer,
    profile: { ...customer.profile, ...(at % 3 > 0 && { country: at % 3 === 1 ? "DE" : "CH" }) },
  }));
  const readCampaignFolder = async () => ({ library: { campaigns: sale }, broken: [] });
  const world = nightWorld({ customers, counted: 45_000, readCampaignFolder });
  await holdNight(world, { at: "2026-11-21T03:30:00.000Z" });
  const rows = receivedFiles(world, "2026-11-20").get("messages.csv")?.split("\r\n").slice(1, -1) ?? [];
  const countries = new Map(customers.map(({ customerId, profile }) => [customerId, profile.country]));
  expect(rows.length).toBeGreaterThan(20);
  expect(new Set(rows.map((row) => countries.get(row.split(",")[0] ?? "")))).toEqual(new Set(["DE"]));
  expect(rows.every((row) => row.includes(",2026-11-21,"))).toBe(true);
});
