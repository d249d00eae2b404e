import { describe, expect, test } from "vitest";
import { campaignSchema } from "../../../shared/model/campaign.ts";
import type { Customer } from "../../../shared/model/customer.ts";
import { customerWith, holdNight, nightWorld, receivedFiles, stepsOf } from "../../support/night-world.ts";
import { shippedCampaigns } from "../../support/shipped-campaigns.ts";

const deployed = await shippedCampaigns();
const at = "2026-11-21T03:30:00.000Z";
const asOf = "2026-11-20";
const told = { profile: { email: "p@example.com", updatedAt: "2026-11-10T12:00:00.000Z" } };
const prospect = (id: string, more: Partial<Customer> = {}) => customerWith(id, [], { ...told, ...more });
const cartOn = (day: string) => ({ events: { "cart-left": { first: day, days: [[day, 1] as [string, number]] } } });

const customers = [
  customerWith("buyer", [["2026-11-01", 5000]], cartOn("2026-11-15")),
  customerWith("bought", [["2026-11-16", 5000]], cartOn("2026-11-15")),
  prospect("quiet"),
  prospect("cart", cartOn("2026-11-18")),
  prospect("tonight", { profile: { email: "t@example.com", updatedAt: "2026-11-21T09:00:00.000Z" } }),
  prospect("later", { ...cartOn("2026-11-21"), profile: {} }),
  prospect("cancelled", { ...cartOn("2026-11-18"), notCounted: { cancelled: 1 } }),
  customerWith("tomorrow", [["2026-11-21", 5000]], { profile: {}, ...cartOn("2026-11-19") }),
  prospect("till", { sales: true, identities: [] }),
  prospect("gone", { erasedAt: "2026-11-11T00:00:00.000Z" }),
  prospect("no", {
    consents: { denied: { state: "denied", basis: "explicit", at: told.profile.updatedAt }, granted: {} },
  }),
];

const tableIn = (text: string | undefined) => {
  const [header = "", ...lines] = (text ?? "").replace("\uFEFF", "").trim().split("\r\n");
  const names = header.split(",");
  return lines.map((line) =>
    Object.fromEntries(line.split(",").flatMap((cell, at) => (cell ? [[names[at], cell]] : []))),
  );
};

describe("a night with prospects", () => {
  const held = async () => {
    const world = nightWorld({ customers });
    const runId = await holdNight(world, { at });
    return { world, runId, files: receivedFiles(world, asOf) };
  };

  test("lists who has no order of any kind and was known by then, with their events and no number", async () => {
    const { files } = await held();
    const rows = tableIn(files.get("segments/prospects.csv"));
    expect(rows.map(({ customer_id }) => customer_id)).toEqual(["cart", "no", "quiet", "tomorrow"]);
    expect(rows[0]).toEqual({
      customer_id: "cart",
      email: "p@example.com",
      lifecycle_stage: "prospect",
      consent: "granted",
      reachable: "yes",
      cart_left_on: "2026-11-18",
    });
    expect(tableIn(files.get("segments/cart-left.csv")).map(({ customer_id }) => customer_id)).toEqual([
      "buyer",
      "cart",
      "tomorrow",
    ]);
    expect(tableIn(files.get("segments/do-not-mail.csv")).map(({ customer_id }) => customer_id)).toEqual(["no"]);
  });

  test("counts them nowhere else, and says how many they are", async () => {
    const { world, runId, files } = await held();
    const without = nightWorld({ customers: customers.slice(0, 2) });
    const runOfBuyers = await holdNight(without, { at });
    const { lines, prospects, ...tally } = await world.deps.readScoreTally(runId, 0);
    const { lines: _lines, prospects: none, ...ofBuyers } = await without.deps.readScoreTally(runOfBuyers, 0);
    expect(tally).toEqual(ofBuyers);
    expect([prospects, none]).toEqual([
      { people: 4, reachable: 2 },
      { people: 0, reachable: 0 },
    ]);
    expect(lines["segments/prospects.csv"]).toBe(4);
    for (const file of ["model.json", "customers.csv"])
      expect(files.get(file)).toEqual(receivedFiles(without, asOf).get(file));
    expect(files.get("report.html")).toContain("4 prospects are known");
    expect(receivedFiles(without, asOf).get("report.html")).not.toContain("prospects are known");
    expect(files.get("manifest.json")).toContain('"customers": 2');
  });

  test("is the same with another number of shards, and by itself", async () => {
    const { files } = await held();
    const sharded = nightWorld({ customers, counted: 50_000 });
    await holdNight(sharded, { at });
    const idsIn = (text: string | undefined) =>
      tableIn(text)
        .map(({ customer_id }) => customer_id)
        .sort();
    expect(idsIn(receivedFiles(sharded, asOf).get("segments/prospects.csv"))).toEqual(
      idsIn(files.get("segments/prospects.csv")),
    );
    const alone = nightWorld({ customers: customers.slice(2) });
    await holdNight(alone, { at });
    expect(receivedFiles(alone, asOf).get("segments/prospects.csv")).toEqual(files.get("segments/prospects.csv"));
  });
});

describe("a campaign for carts", () => {
  const win = deployed.campaigns.find(({ campaign }) => campaign.id === "win-back");
  const library = {
    campaigns: [
      {
        campaign: campaignSchema.parse({
          id: "cart",
          name: "Cart",
          trigger: { on: "cart-left" },
          steps: [{ name: "first", after: 2 }],
        }),
        templates: win?.templates ?? {},
      },
    ],
  };
  const settings = { shop: { postalAddress: "1 Main St" }, mail: { sending: "on", holdoutShare: 0 } };
  const world = (people: readonly Customer[]) =>
    nightWorld({ customers: people, settings, readCampaignFolder: async () => ({ library, broken: [] }) });
  const outcomesIn = (files: Map<string, string>) =>
    Object.fromEntries(tableIn(files.get("messages.csv")).map((row) => [row.customer_id, row.reason ?? row.outcome]));

  test("writes to a prospect and a customer alike, once a cart, through every gate", async () => {
    const shy = { consents: { granted: {} } };
    const people = [...customers, prospect("shy", { ...cartOn("2026-11-18"), ...shy })];
    const first = world(people);
    await holdNight(first, { at });
    expect(outcomesIn(receivedFiles(first, asOf))).toEqual({
      buyer: "sent",
      cart: "sent",
      shy: "no-consent",
      tomorrow: "no-address",
    });
    expect(first.sent.map(({ to }) => to).sort()).toEqual(["buyer@example.com", "p@example.com"]);
    expect(Buffer.from(first.sent[0]?.raw ?? "").toString()).not.toContain("undefined");
    await holdNight(first, { at: "2026-11-22T03:30:00.000Z" });
    expect(first.sent.length).toBe(2);
    // What was written is not due any more: the files of the day on which it was have it.
    expect(outcomesIn(receivedFiles(first, "2026-11-21"))).toEqual({ shy: "no-consent" });
  });

  test("lets go of who bought after the night had chosen them", async () => {
    const bought = world([prospect("cart", cartOn("2026-11-18"))]);
    const plan = await bought.plan({ at });
    for (const step of stepsOf(bought, plan)) {
      if (step.name.startsWith("notify"))
        bought.customers.set("cart", customerWith("cart", [["2026-11-21", 900]], { ...told, ...cartOn("2026-11-18") }));
      await step.run();
    }
    expect(outcomesIn(receivedFiles(bought, asOf))).toEqual({ cart: "bought-since" });
    expect(bought.sent).toEqual([]);
  });
});
