import { expect, test } from "vitest";
import type { HistoryFormat } from "../../../shared/sources/history-format.ts";
import { historyFormats } from "../../../shared/sources/history-formats.ts";

const leadIn = `# Files of orders

\`rouse import FILE\` and \`rouse run --orders FILE\` take a shop's history as its own system exports it. A file is known by the names in its header, whatever their order and case; \`--format NAME\` says it where it is not, or not rightly. What it was taken for, and what is not in it, is said before anything is read. [import.md](import.md) says how amounts, times, encodings and rows are read, whichever the format, and what \`--check\` shows.

A format whose ids are a webhook source's tells of the same orders as its webhooks do: take the history from a file and what comes after from webhooks, and no order is there twice.

Not among them: WooCommerce's own export of Analytics, which has neither addresses nor numbers. Files of customers without orders are not taken.
`;

const people = {
  addresses: "by their addresses, and their ids where it has them",
  "customer-ids": "by ids alone: they are scored, and nobody can write to them",
  nobody: "by nothing",
} as const;

const sectionOf = ({ name, title, source, needed, oneOf, row, currency, ...format }: HistoryFormat): string =>
  [
    `## \`--format ${name}\``,
    "",
    `${title.charAt(0).toUpperCase()}${title.slice(1)}.`,
    "",
    `- **Known by**: ${[...needed.map((column) => `\`${column}\``), ...oneOf.map((some) => some.map((column) => `\`${column}\``).join(" or "))].join(", ")}.`,
    `- **Orders** are ${source === "csv" ? "the shop's own" : `those of \`${source}\``}, ${row === "order" ? "a row each" : "several rows each: one an item"}; amounts in ${currency === "shop" ? "the shop's currency" : "the currency of their column"}; times without an offset in ${format.timeZone ?? "the shop's time zone"}.`,
    `- **Customers** are known ${people[format.people]}.`,
    ...format.cannotTell.map((sentence) => `- **Not in it**: ${sentence.charAt(0).toLowerCase()}${sentence.slice(1)}`),
    "",
  ].join("\n");

test("docs/history.md is what the formats say of themselves (vitest -u writes it anew)", async () => {
  const document = [leadIn, ...historyFormats.map(sectionOf)].join("\n");
  await expect(document).toMatchFileSnapshot("../../../docs/history.md");
});
