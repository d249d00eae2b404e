import { cp, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { inventShop } from "../../cli/demo/invent-shop.ts";
import { ordersCsv } from "../../cli/demo/orders-csv.ts";
import type { Rehearsal } from "../../shared/marketing/rehearsal/rehearsal.ts";
import { addDays } from "../../shared/scoring/summaries/epoch-day.ts";
import { brokenRules, type PostRow } from "../support/post-invariants.ts";
import { runRouse } from "../support/run-rouse.ts";

/** Three nights more than a promise takes, so that three of them are settled. */
const [from, to] = ["2026-07-29", "2026-10-29"];
const limits = { per24Hours: 1, per7Days: 1 };
const settings = {
  currency: "EUR",
  timeZone: "Europe/Berlin",
  shop: { name: "Tea", postalAddress: "1 High Street" },
  mail: { limits },
};
const shop = inventShop({ seed: 23, customers: 450, days: 420, endDay: "2026-10-30" });

/** Lines of a file without quotes, by the names of its columns. */
const rowsOf = (csv: string): Record<string, string>[] => {
  const [head = "", ...lines] = csv
    .replace(/^\uFEFF/, "")
    .trimEnd()
    .split("\r\n");
  const names = head.split(",");
  return lines.map((line) => Object.fromEntries(line.split(",").map((cell, at) => [names[at] ?? "", cell])));
};

describe("ninety days of post", () => {
  let folder = "";
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "rouse-test-"));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  /** Those that come with Rouse, each switched on. */
  const everyCampaign = async (): Promise<string> => {
    const campaigns = join(folder, "campaigns");
    await cp("campaigns", campaigns, { recursive: true });
    for (const entry of await readdir(campaigns, { withFileTypes: true })) {
      if (!entry.isDirectory()) continue;
      const file = join(campaigns, entry.name, "campaign.yaml");
      await writeFile(file, (await readFile(file, "utf8")).replace("enabled: false", "enabled: true"));
    }
    return campaigns;
  };

  it("writes to nobody twice, too often, after they bought, or who is held out, and says why of all others", async () => {
    const [orders, settingsFile, out] = ["orders.csv", "settings.json", "out"].map((name) => join(folder, name));
    const sales = shop.flatMap((customer) => customer.orders.map((order) => ({ customer, order })));
    await writeFile(orders ?? "", ordersCsv(sales, "EUR"));
    await writeFile(settingsFile ?? "", JSON.stringify(settings));
    const run = await runRouse(
      ...["rehearse", "--json", "--campaigns", await everyCampaign(), "--from", from, "--to", to],
      ...["--orders", orders ?? "", "--settings", settingsFile ?? "", "--out", out ?? ""],
    );
    expect(run.status, run.stderr).toBe(0);
    const { nights, book }: Rehearsal = JSON.parse(run.stdout);
    expect(nights).toHaveLength(93);

    const rows: PostRow[] = [];
    const slipping = new Set<string>();
    for (const { asOf, sendDay } of nights) {
      const file = join(out ?? "", "nightly", `dt=${asOf}`, "messages.csv");
      const listed = rowsOf(await readFile(file, "utf8"));
      const segment = join(out ?? "", "nightly", `dt=${asOf}`, "segments", "slipping-away.csv");
      for (const { customer_id } of rowsOf(await readFile(segment, "utf8"))) slipping.add(`${customer_id} ${sendDay}`);
      for (const cells of listed) {
        const { customer_id = "", campaign = "", step = "", occurrence = "", outcome = "" } = cells;
        const { reason = "", due_until = "" } = cells;
        rows.push({
          sendDay,
          customerId: customer_id,
          campaign,
          step,
          occurrence,
          outcome,
          reason,
          dueUntil: due_until,
        });
      }
    }

    const bought = new Map(
      shop.map(({ customerId, orders: own }) => [
        customerId,
        own.filter(({ totalMinor, refundedMinor }) => totalMinor > refundedMinor).map(({ day }) => day),
      ]),
    );
    const rules = {
      perDay: limits.per24Hours,
      perWeek: limits.per7Days,
      purchaseDays: (customerId: string) => bought.get(customerId) ?? [],
      endedByPurchase: new Set(["win-back", "refill", "thanks"]),
      hasLeft: ({ campaign, customerId }: Pick<PostRow, "campaign" | "customerId">, sendDay: string) =>
        campaign === "early-warning" && !slipping.has(`${customerId} ${sendDay}`),
    };
    expect(brokenRules(rows, rules)).toEqual([]);

    // What the first nights promised is what stood in their files, and what came is what was ordered since. On the second a week begins.
    expect(book.map(({ promisedOn }) => promisedOn)).toEqual([from, "2026-07-30", "2026-07-31"]);
    for (const { promisedOn, until, buyers } of book) {
      const files = join(out ?? "", "nightly", `dt=${promisedOn}`, "customers.csv");
      const promised = rowsOf(await readFile(files, "utf8"));
      const chances = promised.reduce((sum, { repeat_score }) => sum + Number(repeat_score), 0);
      expect(Math.abs(buyers.told / chances - 1)).toBeLessThan(0.01);
      const came = promised.filter(({ customer_id = "" }) =>
        bought.get(customer_id)?.some((day) => day > promisedOn && day <= until),
      );
      expect(Math.abs(buyers.came - came.length)).toBeLessThanOrEqual(3);
    }
    // The page counts an occasion with the answer that ended it, and on each day before on which it waited.
    const occasions = new Set(rows.map((row) => [row.customerId, row.campaign, row.step, row.occurrence].join(" ")));
    const considered = nights.flatMap(({ campaigns }) => campaigns.map((campaign) => campaign.considered));
    const counted = considered.reduce((sum, one) => sum + one, 0);
    expect(counted).toBeGreaterThanOrEqual(occasions.size);
    expect(counted).toBeLessThan(rows.length);

    const sent = rows.filter(({ outcome }) => outcome === "sent");
    expect(sent.length).toBeGreaterThan(50);
    expect(new Set(sent.map(({ campaign }) => campaign)).size).toBeGreaterThan(1);
    expect(sent.every(({ customerId }) => bought.has(customerId))).toBe(true);
    expect(rows.some(({ reason }) => reason === "holdout")).toBe(true);
    expect(rows.some(({ outcome }) => outcome === "waiting")).toBe(true);
    // The rules see what breaks them: each row again a day later.
    const again = sent.map((row) => ({ ...row, sendDay: addDays(row.sendDay, 1) }));
    expect(brokenRules([...rows, ...again], rules).length).toBeGreaterThan(sent.length);
  });
});
