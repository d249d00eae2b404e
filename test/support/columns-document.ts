import type { z } from "zod";
import { type CustomerRow, customerRowSchema, customerTable } from "../../shared/model/customer-row.ts";
import type { ColumnKind } from "../../shared/model/table.ts";
import { columnWords } from "../../shared/words/columns.ts";

const kinds: Readonly<Record<ColumnKind, string>> = {
  text: "text",
  integer: "whole number",
  number: "number",
  day: "day",
  money: "money",
  bytes: "bytes",
};

const START = `# The columns of customers.csv

\`customers.csv\`, \`customers.parquet\` and every file under \`segments/\` have these columns, in this order. A cell is empty where nothing is known. Days are \`YYYY-MM-DD\` in the shop's time zone, money is decimal with a dot. Scores are rounded to the digits that mean anything; \`customers.parquet\` has all. New columns come at the end; these keep their places. This page is made from the program's own words (\`shared/words/columns.ts\`): a test fails where the two differ.

A spreadsheet program that opens a CSV file by a click makes 1.23E+15 of a long \`customer_id\`, and 7 of 007. No way of writing the cell prevents that without changing the id for every other program, so ids stand in the files as they are; but for one that begins with \`=\`, \`+\`, \`-\`, \`@\` or a tab: like every other text it has an apostrophe before it (\`'=1+1\`), or a spreadsheet would take it for a formula. \`customers.parquet\` has none. In a spreadsheet import the file instead (Data, From Text/CSV) and choose Text for \`customer_id\`, or read \`customers.parquet\`, whose columns have types.
`;

/** What stands in a column: the words it may hold, or its kind. */
const valuesOf = (name: keyof CustomerRow): string => {
  const words = wordsOf(customerRowSchema.shape[name]);
  return words === undefined
    ? kinds[customerTable.columns[name] ?? "text"]
    : words.map((word) => `\`${word}\``).join(", ");
};

const wordsOf = (field: z.core.$ZodType): string[] | undefined => {
  const { def } = field._zod;
  if ("innerType" in def && isType(def.innerType)) return wordsOf(def.innerType);
  return "entries" in def && typeof def.entries === "object" && def.entries !== null
    ? Object.keys(def.entries)
    : undefined;
};

const isType = (value: unknown): value is z.core.$ZodType =>
  typeof value === "object" && value !== null && "_zod" in value;

const names = customerRowSchema.keyof().options;
const tableOf = (heads: readonly string[], rows: readonly (readonly string[])[]): string =>
  [heads, heads.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |\n`).join("");

/** `docs/columns.md`. */
export const columnsDocument = (): string => `${START}
${tableOf(
  ["column", "holds", "says"],
  names.map((name) => [`\`${name}\``, valuesOf(name), columnWords[name].en]),
)}
## 中文

${tableOf(
  ["列", "含义"],
  names.map((name) => [`\`${name}\``, columnWords[name].zh]),
)}`;
