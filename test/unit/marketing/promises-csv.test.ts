import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { promisesLines } from "../../../shared/marketing/promises-csv.ts";
import { promisesColumns } from "../../../shared/night-files/csv-columns.ts";
import { entryOf } from "../../support/promise-entry.ts";

const rowsOf = (...entries: ReturnType<typeof entryOf>[]): Record<string, string>[] => {
  const settled = { outcome: "none", why: "no-night" } as const;
  const [header = "", ...lines] = promisesLines({ since: "2026-08-22", tonight: null, settled, book: entries });
  const names = header.trimEnd().split(",");
  return lines.map((line) =>
    Object.fromEntries(
      line
        .trimEnd()
        .split(",")
        .map((cell, at) => [names[at] ?? "", cell]),
    ),
  );
};

describe("promises.csv", () => {
  test("has each entry's numbers under the names of its columns, sums to a hundredth and measures to four digits", () => {
    const purchases = { ...entryOf().purchases, range: { low: 401.234, high: 640 } };
    const [row] = rowsOf(entryOf({ buyers: { promised: 262.76741 }, purchases, customersThen: 1_060 }));
    expect(row).toMatchObject({
      ...{ promised_on: "2026-08-22", judged_after: "2026-08-22", judged_until: "2026-11-20" },
      ...{ repeat_score: "combined", model: "mbgnbd", tier_rule: "rhythm", customers_then: "1060", customers: "1058" },
      ...{ buyers_told: "262.77", buyers_promised: "262.77", buyers_low: "228.4", buyers_high: "301.2" },
      ...{ buyers_came: "240", purchases_promised: "497.1", purchases_came: "443" },
      ...{ purchases_low: "401.23", purchases_high: "640" },
      ...{ auc_promised: "0.82", auc_came: "0.83", calibration_error_came: "0.031", omission_rate_came: "0.3" },
    });
  });

  test("leaves empty what a night did not know", () => {
    const { buyers, ...rest } = entryOf({ came: { ...entryOf().came, auc: null } });
    const { range: _, ...rangeless } = buyers;
    expect(rowsOf({ ...rest, buyers: rangeless })[0]).toMatchObject({
      ...{ buyers_low: "", buyers_high: "", auc_came: "", purchases_low: "", purchases_high: "" },
    });
  });

  test("has nothing but its header of a night without a book, and of one that an earlier version fitted", () => {
    expect(rowsOf()).toEqual([]);
    expect(promisesLines(undefined)).toHaveLength(1);
  });

  test("has every column explained in docs/promises.md", () => {
    const docs = readFileSync("docs/promises.md", "utf8");
    expect(promisesColumns.filter((column) => !docs.includes(`\`${column}\``))).toEqual([]);
  });
});
