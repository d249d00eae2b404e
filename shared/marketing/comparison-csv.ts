import type { Comparison } from "../model/comparison.ts";
import { csvLine, csvText } from "../model/csv.ts";
import { decimalOf } from "../model/minor-units.ts";
import type { Currency } from "../model/money.ts";
import { comparisonColumns } from "../night-files/csv-columns.ts";

/** Path of the file beside the report. */
export const COMPARISON_PATH = "comparison.csv";

/** Lines of `comparison.csv`, header first: every order that is not as the shop's own API tells of it. */
export const comparisonLines = ({ sources }: Comparison, currency: Currency): string[] => [
  csvLine(comparisonColumns),
  ...sources.flatMap(({ source, differences }) =>
    differences.map(({ orderId, kind, day, shopMinor, rouseMinor }) =>
      csvLine([
        source,
        csvText(orderId),
        day ?? "",
        kind,
        decimalOf(shopMinor, currency),
        decimalOf(rouseMinor, currency),
        currency,
      ]),
    ),
  ),
];
