import { beforeAll, describe, expect, test } from "vitest";
import { bookChart } from "../../../../shared/marketing/report/book-chart.ts";
import { promisesSection } from "../../../../shared/marketing/report/promises-section.ts";
import { renderReport } from "../../../../shared/marketing/report/report.ts";
import type { ReportData } from "../../../../shared/marketing/report/report-data.ts";
import type { PromiseEntry, Promises, SettledPromise } from "../../../../shared/model/promises.ts";
import { addDays } from "../../../../shared/scoring/summaries/epoch-day.ts";
import { entryOf } from "../../../support/promise-entry.ts";
import { smallReportData } from "../../../support/report-data.ts";

const weeks = (count: number): PromiseEntry[] =>
  Array.from({ length: count }, (_, week) =>
    entryOf({ promisedOn: addDays("2025-06-05", 7 * week), buyers: { came: 200 + 3 * week } }),
  );
const rung = { tier: "awake", customers: 400, buyers: 220.4, came: 190 } as const;

let data: ReportData;
beforeAll(async () => {
  data = await smallReportData();
});
const withPromises = (promises: Partial<Promises>): ReportData => ({
  ...data,
  model: { ...data.model, promises: { since: "2025-06-05", tonight: null, book: [], settled: none, ...promises } },
});
const none = { outcome: "none", why: "no-night" } as const;
const settled: SettledPromise = {
  ...entryOf(),
  outcome: "settled",
  tiers: [rung, { ...rung, tier: "asleep", customers: 0 }],
};

describe("the section on promises", () => {
  test("has promise and outcome in its first sentence, and every measure beside what was promised of it", () => {
    const page = promisesSection(withPromises({ settled, book: [entryOf()] }))?.markup ?? "";
    expect(page).toContain("<strong>On August 22, 2026 we promised 263 buyers (228 to 301)");
    expect(page).toContain("<td>82.0%</td><td>83.0%</td>");
    expect(page).toContain("<td>0.1180</td><td>0.1180</td>");
    expect(page).toContain("<td>400</td><td>55.1%</td><td>47.5%</td>");
    expect(page).not.toContain("Asleep");
  });

  test("has a column, a dot and a range of each entry, and the newest first in its table", () => {
    const page = promisesSection(withPromises({ book: weeks(30) }))?.markup ?? "";
    const wide = page.slice(page.indexOf('class="wide"'), page.indexOf('class="narrow"'));
    for (const mark of ['class="actual"', 'class="mark"', 'class="expected"'])
      expect([mark, wide.split(mark).length - 1]).toEqual([mark, 30]);
    const rows = [...page.matchAll(/<th scope="row">(\d{4}-\d{2}-\d{2})<\/th>/g)].map(([, day]) => day);
    expect(rows).toHaveLength(27);
    expect(rows[0]).toBe(weeks(30).at(-1)?.promisedOn);
  });

  test("is left out, with its entry in the contents, of a night that an earlier version fitted", () => {
    const { promises: _, ...model } = data.model;
    expect(promisesSection({ ...data, model })).toBeUndefined();
    expect(renderReport({ ...data, model })).not.toContain("#promises");
    expect(renderReport(data)).toContain('href="#promises"');
  });
});

describe("the picture of the book", () => {
  test("has no column, dot or range outside of it, however many came", () => {
    const book = [entryOf({ buyers: { came: 9_000 } }), entryOf({ buyers: { came: 0, promised: 0 } })];
    const heights = [...bookChart(book).markup.matchAll(/ (?:c?y|y1|y2|height)="(-?[\d.]+)"/g)].map(([, y]) =>
      Number(y),
    );
    expect(heights.length).toBeGreaterThan(10);
    expect(Math.min(...heights)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...heights)).toBeLessThanOrEqual(240);
  });

  test("shows a telephone the newest half year, and names each month once", () => {
    const { markup } = bookChart(weeks(60));
    const narrow = markup.slice(markup.indexOf('class="narrow"'));
    expect(narrow.split('class="actual"')).toHaveLength(27);
    const months = [...narrow.matchAll(/class="axis">([A-Z][a-z]{2}(?: \d{4})?)</g)].map(([, month]) => month);
    expect(months.length).toBeGreaterThan(2);
    expect(new Set(months).size).toBe(months.length);
  });
});
