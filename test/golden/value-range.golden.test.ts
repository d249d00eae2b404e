import { describe, expect, it } from "vitest";
import { toEpochDay } from "../../shared/scoring/summaries/epoch-day.ts";
import { hasReference, readCdnow } from "../support/cdnow.ts";
import type { Shop } from "../support/night-of-days.ts";
import { hasOnlineRetail, readOnlineRetail } from "../support/online-retail.ts";
import { valueKept } from "../support/value-kept.ts";

const lastDayOf = (shop: Shop): number => Math.max(...shop.map((days) => days.at(-1)?.day ?? 0));
const logs = {
  "Online Retail II": () => readOnlineRetail(),
  "CDNOW full": () => [...readCdnow("master").values()],
  "CDNOW sample": () => [...readCdnow("sample").values()],
};
/** At each of them a real future is known, a year of it at the first ones. */
const cuts = [
  ...(["2010-06-09", "2010-09-10", "2010-12-09", "2011-03-09", "2011-06-09", "2011-08-09"] as const).map(
    (day) => ["Online Retail II", day] as const,
  ),
  ...(["CDNOW full", "CDNOW sample"] as const).flatMap((log) =>
    (["1997-06-30", "1997-12-31"] as const).map((day) => [log, day] as const),
  ),
];

type Kept = NonNullable<Awaited<ReturnType<typeof valueKept>>>;

describe.skipIf(!hasReference || !hasOnlineRetail)("value against what came, on ten cuts of real logs", () => {
  it("keeps its ranges: the shop's on eight of ten at least, and nine tenths of customers, the best among them", async () => {
    const kept: (Kept & { readonly log: string; readonly day: string })[] = [];
    for (const [log, day] of cuts) {
      const shop = logs[log]();
      const one = await valueKept(shop, toEpochDay(day), lastDayOf(shop));
      if (one === undefined) throw new Error(`${log} has no value on ${day}`);
      kept.push({ log, day, ...one });
    }
    const shown = kept.map(({ log, day, total, came, inRange, width, customers, topTenth, model }) => {
      const off = Math.log(came / total.expectedMinor);
      const first = model.models.gammaGammaWithFirst === undefined ? "excluded" : "counted";
      const numbers = [off, width, customers, topTenth].map((value) => value.toFixed(3)).join(" ");
      return `${log} ${day}: ${numbers} ${inRange ? "in" : "OUT"} first ${first}`;
    });
    console.info(shown.join("\n"));
    expect(kept.filter(({ inRange }) => inRange).length, shown.join("\n")).toBeGreaterThanOrEqual(8);
    for (const { log, day, customers, topTenth } of kept) {
      expect(customers, `${log} ${day}`).toBeGreaterThan(0.86);
      expect(customers, `${log} ${day}`).toBeLessThan(0.965);
      expect(topTenth, `${log} ${day}`).toBeGreaterThan(0.86);
      expect(topTenth, `${log} ${day}`).toBeLessThan(0.96);
    }
    const mean = (of: (one: (typeof kept)[number]) => number) =>
      kept.reduce((sum, one) => sum + of(one), 0) / kept.length;
    for (const share of [mean(({ customers }) => customers), mean(({ topTenth }) => topTenth)]) {
      expect(share).toBeGreaterThan(0.87);
      expect(share).toBeLessThan(0.95);
    }
  });

  it("stands a wholesaler's autumn where it is, once it was seen", async () => {
    const shop = readOnlineRetail();
    const seen = await valueKept(shop, toEpochDay("2011-06-09"), lastDayOf(shop));
    if (seen?.model.valueByMonth === undefined) throw new Error("there is a value by month");
    const { seasonal, months } = seen.model.valueByMonth;
    expect(seasonal).toBe(true);
    const expected = months.map(({ expectedMinor }) => expectedMinor);
    const shareOf = (values: readonly number[]) => values.map((value) => value / values.reduce((a, b) => a + b, 0));
    const [came, told] = [shareOf(seen.months), shareOf(expected)];
    const missed = came.reduce((sum, share, m) => sum + Math.abs(share - (told[m] ?? 0)) / 2, 0);
    // Without a season every month is foretold a little less than the one before: 12 % of the value stood in another month.
    expect(missed).toBeLessThan(0.07);
    expect(Math.max(...expected)).toBe(expected.at(5) ?? 0);
  });
});
