import { type Difference, differingShare, type SourceComparison } from "../../model/comparison.ts";
import { type Html, html } from "../../model/html.ts";
import type { Currency } from "../../model/money.ts";
import {
  brokenOffWords,
  comparisonWords,
  differenceWords,
  lookEndWords,
  shopNames,
  takenInWords,
} from "../../words/comparison.ts";
import type { Said } from "../../words/said.ts";
import { capital } from "../../words/said.ts";
import { COMPARISON_PATH } from "../comparison-csv.ts";
import { table } from "./figure.ts";
import { fileLink } from "./file-link.ts";
import type { ReportData } from "./report-data.ts";
import { count, counted, money, say } from "./wording.ts";

/** More orders than these stand in the file alone. */
const SHOWN_ORDERS = 25;

/** What is recorded of the last days beside what the shop itself tells; nothing in a night that does not compare. */
export const comparisonSection = ({ comparison, run }: ReportData): Html | undefined => {
  if (comparison === undefined) return undefined;
  const heading = html`<h2>Compared with the shop</h2>`;
  if (comparison === "broken-off")
    return html`<section id="comparison">${heading}<p>${say(brokenOffWords)}</p></section>`;
  const { currency } = run.settings;
  return html`<section id="comparison">${heading}
<p class="plain">Counted orders by the day on which they were placed, as the shop's own API told of them when the night began, and the same orders as they were recorded until then; both by the rules that hold here, after refunds. Every difference: ${fileLink(COMPARISON_PATH)}.</p>${comparison.sources.map((source) => sourcePart(source, currency))}</section>`;
};

const sourcePart = (found: SourceComparison, currency: Currency): Html => {
  const { source, ended } = found;
  const end = ended && html`<p><strong>Not all was compared.</strong> ${say(lookEndWords[ended])}</p>`;
  const days = ended === undefined || found.read > 0;
  return html`<h3>${shopNames[source]}</h3>${end}${days && daysTable(found, currency)}${takenInWords(found).map((said) => html`<p>${say(said)}</p>`)}${days && differencesPart(found, currency)}`;
};

const daysTable = ({ source, days }: SourceComparison, currency: Currency): Html => {
  const rows = days
    .toReversed()
    .map(({ day, shop, rouse, differing }) => [
      day,
      differing === 0 ? "–" : html`<strong>${count(differing)}</strong>`,
      ...[shop, rouse].map(({ orders }) => count(orders)),
      ...[shop, rouse].map(({ netMinor }) => money(netMinor, currency)),
    ]);
  const heads = ["Day", "Differ", "Orders there", "Orders here", "Value there", "Value here"];
  return html`<div class="dense">${table(`Orders at ${shopNames[source]} and here, by day`, heads, rows)}</div>`;
};

const differencesPart = (found: SourceComparison, currency: Currency): Html => {
  const { source, differing, differences, read, ended } = found;
  if (differing === 0) {
    const all = ended === undefined ? `All ${counted(read, "order")} that ${shopNames[source]}` : "What it";
    return html`<p>${all} told of ${ended === undefined && read !== 1 ? "are" : "is"} recorded as it has ${ended === undefined && read !== 1 ? "them" : "it"}.</p>`;
  }
  const shown = differences.slice(0, SHOWN_ORDERS);
  const rest = differing > shown.length && html`<p>And ${count(differing - shown.length)} more, in the file.</p>`;
  const rows = shown.map((difference) => differenceRow(difference, currency));
  const heads = ["Order", "What", "Placed on", "Value there", "Value here"];
  return html`<p>${counted(differing, "order")} differ${differing === 1 ? "s" : ""} from what ${shopNames[source]} tells.</p><div class="texts">${table(`Orders that are not as ${shopNames[source]} has them`, heads, rows)}</div>${rest}`;
};

const differenceRow = (
  { orderId, day, kind, shopMinor, rouseMinor }: Difference,
  currency: Currency,
): (string | Html)[] => [
  html`<code>${orderId}</code>`,
  capital(say(differenceWords[kind])),
  day ?? "–",
  ...(kind === "unreadable" ? ["–", "–"] : [money(shopMinor, currency), money(rouseMinor, currency)]),
];

/** What belongs before the night's numbers: that they may lack orders. */
export const comparisonRemarks = ({ comparison, run }: ReportData): readonly Said[] =>
  comparison === "broken-off"
    ? [brokenOffWords]
    : (comparison?.sources ?? []).flatMap((found) =>
        comparisonWords(found, differingShare(found) > run.settings.comparison.alarmShare),
      );
