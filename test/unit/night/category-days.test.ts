import { describe, expect, it } from "vitest";
import { modelFileSchema } from "../../../shared/model/model-file.ts";
import type { Trigger } from "../../../shared/model/trigger.ts";
import { addDays } from "../../../shared/scoring/summaries/epoch-day.ts";
import { encodePurchaseDays } from "../../../shared/scoring/summaries/purchase-days.ts";
import { smallShop } from "../../support/night-shop.ts";
import { customerWith, holdNight, nightWorld, receivedFiles } from "../../support/night-world.ts";
import { boughtOn } from "../../support/purchase-days.ts";
import { shippedCampaigns } from "../../support/shipped-campaigns.ts";

const asOf = "2026-11-20";
const SEND_DAY = "2026-11-21";
const { campaigns } = await shippedCampaigns();

/** Tea on some days before the send day, pots on others. */
const buyer = (id: string, tea: readonly number[], pots: readonly number[] = []) => {
  const ago = [...tea, ...pots].sort((a, b) => b - a);
  const days = boughtOn(
    ago.map((days) => addDays(SEND_DAY, -days)),
    (at) => ({ category: tea.includes(ago[at] ?? 0) ? 0 : 1 }),
  );
  return customerWith(id, [], { categories: ["Tea", "Pots"], days: new Uint8Array(encodePurchaseDays(days)) });
};
const others = Array.from({ length: 12 }, (_, at) => buyer(`other-${at}`, [200 + at, 170 + at]));
const people = [
  buyer("own-rhythm", [60, 40, 20]),
  buyer("as-the-shop", [30]),
  buyer("and-pots-since", [30], [5]),
  buyer("two-of-own", [70, 30]),
  buyer("not-yet", [12]),
  buyer("long-ago", [90]),
  buyer("pots-alone", [], [30]),
];

const nightWith = async (trigger: Trigger | undefined, shop = [...others, ...people]) => {
  const named = campaigns.flatMap(({ campaign, ...rest }) =>
    campaign.id === "refill" && trigger ? [{ ...rest, campaign: { ...campaign, enabled: true, trigger } }] : [],
  );
  const readCampaignFolder = async () => ({ library: { campaigns: named }, broken: [] });
  const customers = [...smallShop(100, asOf), ...shop];
  const world = nightWorld({ customers, counted: 45_000, readCampaignFolder });
  await holdNight(world, { at: `${SEND_DAY}T03:30:00.000Z` });
  const files = receivedFiles(world, asOf);
  const rows = files.get("messages.csv")?.split("\r\n").slice(1, -1) ?? [];
  return {
    due: rows.map((row) => row.split(",")[0]).sort(),
    model: modelFileSchema.parse(JSON.parse(files.get("model.json") ?? "")),
  };
};

describe("a campaign of a category", () => {
  it("writes when it runs out, by the customer's own days between, else by the shop's", async () => {
    const { due, model } = await nightWith({ on: "runs-out", category: "tea" });
    expect(model.categories).toEqual([{ category: "tea", customers: 14, usually: 30 }]);
    expect(due).toEqual(["and-pots-since", "as-the-shop", "own-rhythm", "two-of-own"]);
  });

  it("writes by their own days alone where too few bought again to know the shop's", async () => {
    const { due, model } = await nightWith({ on: "runs-out", category: "Tea" }, people);
    expect(model.categories).toEqual([{ category: "tea", customers: 2, usually: null }]);
    expect(due).toEqual(["own-rhythm"]);
  });

  it("writes after an order of it, and after no other", async () => {
    const { due } = await nightWith({ on: "ordered", which: "first", category: "Pots" }, [
      buyer("first-pot", [40, 3], [1]),
      buyer("tea-alone", [1]),
      buyer("second-pot", [], [60, 1]),
    ]);
    expect(due).toEqual(["first-pot"]);
  });

  it("is all that makes a night look at categories", async () => {
    expect((await nightWith(undefined)).model.categories).toBeUndefined();
  });
});
