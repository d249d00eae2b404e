import { beforeAll, describe, expect, it } from "vitest";
import { remarksOf } from "../../../../cli/system/night-outcome.ts";
import { comparisonLines } from "../../../../shared/marketing/comparison-csv.ts";
import { renderReport } from "../../../../shared/marketing/report/report.ts";
import type { ReportData } from "../../../../shared/marketing/report/report-data.ts";
import { comparisonSchema, outcomeOfComparison, type SourceComparison } from "../../../../shared/model/comparison.ts";
import { nothingWaits } from "../../../../shared/model/waiting.ts";
import { lookEndWords } from "../../../../shared/words/comparison.ts";
import { smallReportData } from "../../../support/report-data.ts";

let data: ReportData;
beforeAll(async () => {
  data = await smallReportData();
});

const day = "2026-11-20";
const counts = (orders: number) => ({ orders, netMinor: orders * 4200 });
const source = (more: Partial<SourceComparison> = {}): SourceComparison => ({
  ...{ source: "woocommerce", newsRead: true, read: 50, queued: 0, erased: 0, differing: 0, differences: [] },
  days: [{ day, shop: counts(50), rouse: counts(50), differing: 0 }],
  ...more,
});
const differing = (orders: number) =>
  source({
    queued: orders,
    differing: orders,
    days: [{ day, shop: counts(50), rouse: counts(50 - orders), differing: orders }],
    differences: Array.from({ length: orders }, (_, id) => ({
      ...({ orderId: `=${id}`, kind: "missing", day, shopMinor: 4200, rouseMinor: 0 } as const),
    })),
  });
const report = (...sources: SourceComparison[]) => renderReport({ ...data, comparison: { sources } });
const asideOf = (page: string) => /<aside.*?<\/aside>/s.exec(page)?.[0] ?? "";

describe("the report", () => {
  it("says nothing of a shop that it was not asked to compare with", () => {
    expect(renderReport(data)).not.toContain("Compared with the shop");
  });

  it("says in a sentence that all is as the shop has it", () => {
    const page = report(source());
    expect(page).toContain('<a href="#comparison">');
    expect(page).toContain("All 50 orders that WooCommerce told of are recorded as it has them.");
    expect(page).toContain("$2,100");
    expect(asideOf(page)).toBe("");
  });

  it("names what differs, the first of many, and says so before all numbers above the share of the settings", () => {
    const page = report(differing(30));
    expect(page).toContain("<code>=0</code></th><td>Was not recorded</td>");
    expect(page.match(/Was not recorded/g)).toHaveLength(25);
    expect(page).toContain("And 5 more, in the file.");
    expect(page).toContain("30 orders that are newer at WooCommerce than here were fetched");
    expect(asideOf(page)).toContain("30 orders were not recorded as WooCommerce has them");
    expect(asideOf(report(differing(1)))).toBe("");
  });

  it.each(Object.entries(lookEndWords))("says of %s why not all was compared, and what to do", (ended, { en }) => {
    const { sources } = comparisonSchema.parse({ sources: [{ ...source({ read: 0, newsRead: false }), ended }] });
    const page = report(...sources).replaceAll("&#39;", "'");
    expect(page).toContain(en);
    expect(asideOf(page)).toContain("Orders were not all compared with WooCommerce");
    expect(page).not.toContain("Orders at WooCommerce and here");
  });

  it("tells of a comparison that broke off, and of whom it left out", () => {
    expect(renderReport({ ...data, comparison: "broken-off" })).toContain("The comparison with the shop broke off");
    expect(report(source({ erased: 2 }))).toContain("2 orders of people who were erased here are left out");
  });
});

describe("comparison.csv", () => {
  it("has every difference, and nothing that a spreadsheet would run", () => {
    expect(comparisonLines({ sources: [differing(1)] }, "USD")).toEqual([
      "source,order_id,day,difference,shop_value,rouse_value,currency\r\n",
      "woocommerce,'=0,2026-11-20,missing,42.00,0.00,USD\r\n",
    ]);
  });
});

describe("rouse nightly", () => {
  it("says what a comparison came to", () => {
    const night = {
      ...{
        runId: "2026-11-20-2",
        asOf: day,
        customers: 7,
        written: 1,
        writtenBefore: 0,
        inProgress: 0,
        wouldBeMail: 0,
      },
      ...{
        importMet: { whenPlanned: false, held: 0 },
        held: { now: { campaigns: {} }, mails: 0 },
        files: 9,
        told: 0,
        waiting: nothingWaits,
      },
      unsent: { mails: 0, refusals: [], notice: false },
      orders: { counted: 90, notCounted: {} },
      sales: { orders: 0, netMinor: 0, currency: "EUR" },
    };
    const said = (...sources: SourceComparison[]) =>
      remarksOf({ ...night, comparison: outcomeOfComparison({ sources }) });
    expect(said(source())).toEqual([]);
    expect(said(differing(1))).toEqual([expect.stringContaining("1 order was not recorded as WooCommerce has it")]);
    expect(said(source({ ended: "redirected" }))).toEqual([expect.stringContaining("sent the question on")]);
    expect(remarksOf({ ...night, comparison: "broken-off" })).toEqual([expect.stringContaining("broke off")]);
  });
});
