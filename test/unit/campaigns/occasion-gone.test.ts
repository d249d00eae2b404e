import { describe, expect, it } from "vitest";
import { isOccasionGone } from "../../../shared/campaigns/occasion-gone.ts";
import { campaignSchema } from "../../../shared/model/campaign.ts";
import { customerWith, nightWorld, receivedFiles, stepsOf } from "../../support/night-world.ts";
import { shippedCampaigns } from "../../support/shipped-campaigns.ts";

const known = { purchaseDays: ["2025-03-01", "2026-11-10"], birthday: "1990-11-21", country: "DE" };
const asked = (trigger: object, occurrence: string, more: object = {}, campaign: object = {}) =>
  isOccasionGone({
    ...known,
    candidate: { occurrence, step: "first", dueUntil: "2026-11-27" },
    campaign: campaignSchema.parse({ id: "c", name: "C", trigger, ...campaign }),
    ...more,
  });

describe("an occasion, as things are when a message is about to be sent,", () => {
  it("of an order is gone with the order, and stays while others are taken back", () => {
    const of = (which: unknown, occurrence: string, purchaseDays: string[]) =>
      asked({ on: "ordered", which }, occurrence, { purchaseDays });
    expect(of("any", "2026-11-10", ["2025-03-01", "2026-11-10"])).toBe(false);
    expect(of("any", "2026-11-10", ["2026-11-10", "2026-11-12"])).toBe(false);
    expect(of("any", "2026-11-10", ["2025-03-01"])).toBe(true);
    expect(of("first", "2025-03-01", ["2025-03-01", "2026-11-10"])).toBe(false);
    expect(of("first", "2025-03-01", ["2026-11-10"])).toBe(true);
    expect(of("first", "2025-03-01", ["2024-01-01", "2025-03-01"])).toBe(true);
    expect(of(2, "2026-11-10", ["2025-03-01", "2026-11-10"])).toBe(false);
    expect(of(2, "2026-11-10", ["2026-11-10"])).toBe(true);
    expect(asked({ on: "ordered", which: 2, category: "Tea" }, "2025-03-01")).toBe(false);
    expect(asked({ on: "runs-out", category: "Tea" }, "2025-03-01")).toBe(false);
    expect(asked({ on: "runs-out", category: "Tea" }, "2025-03-02")).toBe(true);
    expect(asked({ on: "order-due" }, "2026-11-10")).toBe(false);
    expect(asked({ on: "order-due" }, "2026-11-10", { purchaseDays: ["2025-03-01"] })).toBe(true);
  });

  it("of a birthday or an anniversary is gone where another day is known by now, or none", () => {
    const birthday = { on: "birthday" };
    expect(asked(birthday, "2026")).toBe(false);
    expect(asked(birthday, "2026", { birthday: "--11-21" })).toBe(false);
    expect(asked(birthday, "2026", { birthday: "1990-11-22" })).toBe(true);
    expect(asked(birthday, "2026", { birthday: undefined })).toBe(true);
    const leap = { candidate: { occurrence: "2027", step: "first", dueUntil: "2027-03-06" }, birthday: "2000-02-29" };
    expect(asked(birthday, "2027", leap)).toBe(false);
    const before = { steps: [{ name: "first", after: -3 }], expires_after: 2 };
    const early = { candidate: { occurrence: "2027", step: "first", dueUntil: "2026-12-31" }, birthday: "--01-02" };
    expect(asked(birthday, "2027", early, before)).toBe(false);
    const anniversary = { on: "first-order-anniversary" };
    expect(asked(anniversary, "2026", { purchaseDays: ["2024-11-21", "2026-11-10"] })).toBe(false);
    expect(asked(anniversary, "2026")).toBe(true);
  });

  it("of a country's day is gone where they are of another, and of everybody's stays", () => {
    const days = [{ day: "2026-11-21", countries: ["AT", "DE"] }, { day: "2026-11-22" }];
    const listed = (occurrence: string, country?: string) => asked({ on: "listed" }, occurrence, { country }, { days });
    expect([listed("2026-11-21", "DE"), listed("2026-11-22", "FR"), listed("2026-11-22")]).toEqual([
      false,
      false,
      false,
    ]);
    expect([listed("2026-11-21", "FR"), listed("2026-11-21"), listed("2026-11-20", "DE")]).toEqual([true, true, true]);
    const holiday = (country?: string) =>
      asked({ on: "holiday", holiday: "christmas-day", countries: ["DE", "FR"] }, "2026", { country }, { days });
    expect([holiday("DE"), holiday("FR"), holiday()]).toEqual([false, true, true]);
  });

  it("of any kind but a cart is gone where nothing that they bought counts any more", () => {
    const triggers = [
      ...[
        { on: "tier-entered", tiers: ["drowsy"] },
        { on: "segment-entered", segments: ["vip"] },
      ],
      ...[
        { on: "yearly", day: "11-21" },
        { on: "festival", festival: "qixi" },
      ],
      { on: "every", weeks: 1, from: "2026-11-21" },
    ];
    for (const trigger of triggers) {
      expect(asked(trigger, "2026")).toBe(false);
      expect(asked(trigger, "2026", { purchaseDays: [] })).toBe(true);
    }
    expect(asked({ on: "cart-left" }, "2026-11-20", { purchaseDays: [] })).toBe(false);
  });
});

describe("a night", () => {
  const source = (
    id: string,
    trigger: object,
    templates: Awaited<ReturnType<typeof shippedCampaigns>>["campaigns"],
  ) => ({
    campaign: campaignSchema.parse({ id, name: id, trigger }),
    templates: templates[0]?.templates ?? {},
  });

  it("thanks nobody for an order that was cancelled after it had chosen them", async () => {
    const { campaigns } = await shippedCampaigns();
    const library = { campaigns: [source("thanks", { on: "ordered" }, campaigns)] };
    const world = nightWorld({
      customers: [
        customerWith("cancelled", [
          ["2026-09-01", 5000],
          ["2026-11-20", 900],
        ]),
        customerWith("stays", [["2026-11-20", 900]]),
      ],
      settings: { shop: { postalAddress: "1 Main St" }, mail: { sending: "on", holdoutShare: 0 } },
      readCampaignFolder: async () => ({ library, broken: [] }),
    });
    for (const step of stepsOf(world, await world.plan({ at: "2026-11-21T03:30:00.000Z" }))) {
      if (step.name.startsWith("notify"))
        world.customers.set("cancelled", customerWith("cancelled", [["2026-09-01", 5000]]));
      await step.run();
    }
    expect(world.sent.map(({ to }) => to)).toEqual(["stays@example.com"]);
    expect(receivedFiles(world, "2026-11-20").get("messages.csv")).toContain(
      "cancelled,thanks,first,2026-11-20,stopped,occasion-gone",
    );
  });
});
