import { type Html, html } from "../../model/html.ts";
import type { PromiseMeasures, SettledPromise } from "../../model/promises.ts";
import { SETTLED } from "../../model/rule-limits.ts";
import { addDays } from "../../scoring/summaries/epoch-day.ts";
import { openedWords } from "../../words/opened-range.ts";
import { settledWords, tonightWords, unsettledWords } from "../../words/promise-words.ts";
import { tierWords } from "../../words/tiers.ts";
import { PROMISES_PATH } from "../promises-csv.ts";
import { bookFigure } from "./book-figure.ts";
import { table } from "./figure.ts";
import { fileLink } from "./file-link.ts";
import type { ReportData } from "./report-data.ts";
import { count, counted, decimals, percent, percentCell, say } from "./wording.ts";

/** What nights promised, against what came: the only figures of the page that were said before they could be known. */
export const promisesSection = ({ model, run }: Pick<ReportData, "model" | "run">): Html | undefined => {
  const { promises } = model;
  if (promises === undefined) return undefined;
  const { settled, book, tonight } = promises;
  const said =
    settled.outcome === "settled"
      ? settledWords(settled)
      : unsettledWords(promises, run.asOf, addDays(promises.since, SETTLED.afterDays));
  const [first, ...more] = said;
  return html`<section id="promises"><h2>What we promised, and what came</h2>
<p>${settled.outcome === "settled" ? html`<strong>${first}</strong>` : first}${more.map((sentence) => ` ${sentence}`)}</p>
${settled.outcome === "settled" && measuresPart(settled)}${book.length > 0 && bookFigure(book)}
${tonight !== null && html`<p>${tonightWords(tonight, addDays(run.asOf, SETTLED.afterDays))}${openedWords(model.repeatScore?.promise?.opened)}</p>`}
<p class="plain">Everything else on this page that says how good our chances are goes back to a past day with tonight's rules. This is what the nights themselves said, by the rules of their day, settled 90 days later. All of it: ${fileLink(PROMISES_PATH)}.</p></section>`;
};

const measuresPart = ({ promised, came, buyers, purchases, tiers, customers }: SettledPromise): Html => {
  const row = (name: string, of: keyof PromiseMeasures, show: (value: number | null) => string) => [
    name,
    show(promised[of]),
    show(came[of]),
  ];
  const brier = (value: number | null) => decimals(value, 4);
  const rows = [
    ["Buyers", count(Math.round(buyers.promised)), count(buyers.came)],
    ["Purchase days", count(Math.round(purchases.promised)), count(purchases.came)],
    row("Right order (AUC)", "auc", percentCell),
    row("Brier score (0 is perfect)", "brier", brier),
    row("Calibration error", "calibrationError", percentCell),
    row("New or awake, and did not buy", "errorRate", percentCell),
    row("Bought, and were neither", "omissionRate", percentCell),
  ];
  const steps = tiers
    .filter((rung) => rung.customers > 0)
    .map((rung) => [
      say(tierWords[rung.tier].name),
      count(rung.customers),
      percent(rung.buyers / rung.customers),
      percent(rung.came / rung.customers),
    ]);
  return html`<details><summary>Figure by figure, and tier by tier</summary>${table(`Promised and come, of ${counted(customers, "customer")}`, ["", "Promised", "Came"], rows)}
${table("Share of each tier that would buy within 90 days", ["Tier", "Customers", "Promised", "Bought"], steps)}
<p class="plain">The lower five of the first table were promised by how they had come out over the 90 days before that night. Tiers are as at a first score: what a customer was the day before is not asked.</p></details>`;
};
