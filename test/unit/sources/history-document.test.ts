import { expect, test } from "vitest";
import type { HistoryFormat } from "../../../shared/sources/history-format.ts";
import { historyFormats } from "../../../shared/sources/history-formats.ts";
import { columnsOf } from "../../../shared/sources/recognise-history.ts";

const leadIn = `# Files of orders, and of customers

\`rouse import FILE\` and \`rouse run --orders FILE\` take a shop's history as its own system exports it. A file is known by the names in its header, whatever their order and case; \`--format NAME\` says it where it is not, or not rightly. What it was taken for, and what is not in it, is said before anything is read. [import.md](import.md) says how amounts, times, encodings and rows are read, whichever the format, and what \`--check\` shows.

A format whose ids are a webhook source's tells of the same orders and customers as its webhooks do: take the history from a file and what comes after from webhooks, and no order is there twice.

Files of customers tell what files of orders cannot: whose account has which address, names, languages, birthdays, and what was said of marketing mail. They come in before the orders or after them, and the persons are the same. A night needs orders, so \`rouse run\` refuses them. [import.md](import.md#customers-and-what-they-said-of-mail) says what becomes of a yes and a no.

Not among them: WooCommerce's own export of Analytics, which has neither addresses nor numbers.
`;

const people = {
  addresses: "by their addresses, and their ids where it has them",
  "customer-ids": "by ids alone: they are scored, and nobody can write to them",
  nobody: "by nothing",
} as const;

const known = (columns: readonly string[]) => columns.map((column) => `\`${column}\``);

const rowsOf = ({ source, row, currency, timeZone }: HistoryFormat): string => {
  const times = `times without an offset in ${timeZone ?? "the shop's time zone"}`;
  const whose = source === "csv" ? "the shop's own" : `those of \`${source}\``;
  if (row === "customer") return `**Customers** are ${whose}, a row each; ${times}.`;
  const amounts = currency === "shop" ? "the shop's currency" : "the currency of their column";
  return `**Orders** are ${whose}, ${row === "order" ? "a row each" : "several rows each: one an item"}; amounts in ${amounts}; ${times}.`;
};

const namesOf = ({
  columns: { buyer_name: buyer, receiver_name: receiver },
}: Pick<HistoryFormat, "columns">): string => {
  if (typeof buyer !== "string") return "";
  const receivers = typeof receiver === "string" ? `, else \`${receiver}\`` : "";
  return ` Names in one piece (\`${buyer}\`${receivers}) tell people at one address apart; a buyer's of two words also greets.`;
};

const sectionOf = ({ name, title, needed, oneOf, ...format }: HistoryFormat): string =>
  [
    `## \`--format ${name}\``,
    "",
    `${title.charAt(0).toUpperCase()}${title.slice(1)}.`,
    "",
    `- **Known by**: ${[...known(needed), ...oneOf.map((some) => known(some).join(" or "))].join(", ")}${format.unaskedOnlyWhole ? ", where its header has no columns but those below; with `--format`, whatever else it has" : ""}.`,
    `- ${rowsOf({ name, title, needed, oneOf, ...format })}`,
    `- **Customers** are known ${people[format.people]}.${namesOf(format)}`,
    ...(format.unaskedOnlyWhole
      ? [`- **Columns**: ${known(columnsOf({ name, title, needed, oneOf, ...format })).join(", ")}.`]
      : []),
    ...[...format.cannotTell, ...(format.cannotTellBesideWebhooks ?? [])].map(
      (sentence) => `- **Not in it**: ${sentence.charAt(0).toLowerCase()}${sentence.slice(1)}`,
    ),
    "",
  ].join("\n");

test("docs/history.md is what the formats say of themselves (vitest -u writes it anew)", async () => {
  const document = [leadIn, ...historyFormats.map(sectionOf)].join("\n");
  await expect(document).toMatchFileSnapshot("../../../docs/history.md");
});
