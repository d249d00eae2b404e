import { type Html, html } from "../../model/html.ts";
import type { RepeatCandidate, RepeatProof, RepeatScore } from "../../model/repeat-score.ts";
import type { Day } from "../../model/time.ts";
import { openedWords } from "../../words/opened-range.ts";
import { longDay } from "../../words/said.ts";
import { table } from "./figure.ts";
import { ruleWords } from "./rule-words.ts";
import { count, counted, decimals, percent, percentCell } from "./wording.ts";

/** What may foretell a purchase within 90 days, in words. */
const candidateWords: Readonly<Record<RepeatCandidate, string>> = {
  seasonal: "Chance, silence, frequency and what was bought in this season of earlier years, together",
  combined: "Chance, silence and frequency together",
  "calibrated-chance": "The model's chance, put right by what customers did",
  "calibrated-silence": "Days of silence, put right by what customers did",
  "plain-chance": "The model's chance",
};

/**
 * What the repeat score of the files is made of, what it promises, and how it did on days of the past that it was not fitted to.
 *
 * @param shownAbove days of which the page has told already how it did, customer by customer; here it goes by bins of them, and would
 * differ in the third digit
 */
export const repeatScorePart = (repeatScore: RepeatScore | null, shownAbove: readonly Day[] = []): Html => {
  const heading = html`<h3>What the repeat score goes by</h3>`;
  if (repeatScore === null) {
    return html`${heading}<p class="plain">There is no repeat score tonight: it takes a purchase model.</p>`;
  }
  const { inForce, base, fittedOn, proof, level } = repeatScore;
  const rests =
    fittedOn === null
      ? "It takes no further fitting."
      : `Tonight's was fitted to what customers did after ${counted(fittedOn.cuts, "day")} of the past, from ${longDay(fittedOn.from)} to ${longDay(fittedOn.to)}.`;
  return html`${heading}<p>The <code>repeat_score</code> of the files, the chance of buying within 90 days, is now: <strong>${lower(candidateWords[inForce])}</strong> (${ruleWords[base].name})${level === undefined || level.shift === 0 ? "" : ", moved to the level of the season to come"}. ${rests}</p>
${promisePart(repeatScore)}${proof === null ? html`<p class="plain">Nothing more can be proved yet: it takes customers who were known half a year ago.</p>` : contest(proof, inForce, shownAbove)}`;
};

const lower = (text: string): string => text.slice(0, 1).toLowerCase() + text.slice(1);

/** How many will buy, and whether this season was ever seen. */
const promisePart = ({ promise, level }: RepeatScore): Html | undefined => {
  if (promise === undefined || level === undefined) return undefined;
  const season = level.seasonKnown
    ? "The season to come was seen a year ago, and is allowed for."
    : "What the season to come does to this shop is not known yet: it takes a year like it, with half a year of orders before. The range allows for that.";
  return html`<p>Within the next 90 days <strong>${percent(promise.share)}</strong> of all customers will buy, between ${percent(promise.low)} and ${percent(promise.high)} in nine cases of ten. ${season}${openedWords(promise.opened)}</p>`;
};

const contest = (proof: RepeatProof, inForce: RepeatCandidate, shownAbove: readonly Day[]): Html =>
  html`${pastDays(proof, shownAbove)}${shapes(proof, inForce)}`;

/** The score on days of the past, by what had been seen until then. */
const pastDays = ({ cuts }: RepeatProof, shownAbove: readonly Day[]): Html => {
  const above = cuts.filter(({ cut }) => shownAbove.includes(cut));
  const rows = cuts
    .filter((cut) => !above.includes(cut))
    .map((cut) => [
      longDay(cut.cut),
      count(cut.customers),
      count(cut.promised),
      count(cut.promisedPlain),
      count(cut.buyers),
      percentCell(cut.inForce.auc),
      decimals(cut.inForce.brier, 4),
      percentCell(cut.inForce.calibrationError),
    ]);
  const heads = [
    "Day of the past",
    "Customers then",
    html`We would have expected<small>buyers within 90 days</small>`,
    html`The model alone<small>buyers</small>`,
    html`Came<small>buyers</small>`,
    html`AUC<small>right order</small>`,
    html`Brier score<small>0 is perfect</small>`,
    html`Calibration error<small>chance less truth</small>`,
  ];
  const caption = "The repeat score on days of the past, each foretold from what had been seen by then";
  return html`<p class="plain">What one stretch of time says of the next is of another season. So the score is tried on several, and what it promises is how it did on all of them, not on the best.${above.map(({ cut }) => ` How it did on ${longDay(cut)} stands above.`)}</p>${rows.length > 0 && table(caption, heads, rows)}`;
};

/** Candidates by how they tell customers apart. */
const shapes = ({ candidates, cuts }: RepeatProof, inForce: RepeatCandidate): Html => {
  const rows = candidates.map(({ candidate, auc, brier, calibrationError }) => [
    candidate === inForce
      ? html`<strong>${candidateWords[candidate]}</strong> <span class="tag">in force</span>`
      : candidateWords[candidate],
    percentCell(auc),
    decimals(brier, 4),
    percentCell(calibrationError),
  ]);
  const heads = [
    "Candidate",
    html`AUC<small>right order</small>`,
    html`Brier score<small>0 is perfect</small>`,
    html`Calibration error<small>chance less truth</small>`,
  ];
  const caption = `Candidates on ${counted(cuts.length, "day")} of the past that they were not fitted to, at the number of buyers that came; days of a season like this one count double`;
  return html`<details><summary>What else was tried</summary>${table(caption, heads, rows)}
<p class="plain">Another takes over where its Brier score is lower by more than chance between those days, and it ranks no worse.</p></details>`;
};
