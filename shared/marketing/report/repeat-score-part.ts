import { type Html, html } from "../../model/html.ts";
import type { RepeatCandidate, RepeatProof, RepeatScore } from "../../model/repeat-score.ts";
import { longDay } from "../../words/said.ts";
import { table } from "./figure.ts";
import { ruleWords } from "./rule-words.ts";
import { count, counted, decimals, percentCell } from "./wording.ts";

/** What may foretell a purchase within 90 days, in words. */
const candidateWords: Readonly<Record<RepeatCandidate, string>> = {
  combined: "Chance, silence and frequency together",
  "calibrated-chance": "The model's chance, put right by what customers did",
  "calibrated-silence": "Days of silence, put right by what customers did",
  "plain-chance": "The model's chance as it is",
};

/** What the repeat score of the files is made of, and why: who won over time that neither had seen. */
export const repeatScorePart = (repeatScore: RepeatScore | null): Html => {
  const heading = html`<h3>What the repeat score goes by</h3>`;
  if (repeatScore === null) {
    return html`${heading}<p class="plain">There is no repeat score tonight: it takes a purchase model.</p>`;
  }
  const { inForce, base, fittedOn, proof } = repeatScore;
  const rests =
    fittedOn === null
      ? "It takes no further fitting."
      : `Tonight's was fitted to ${counted(fittedOn.customers, "customer")} known on ${longDay(fittedOn.cut)}, ${count(fittedOn.buyers)} of whom bought since.`;
  return html`${heading}<p>The <code>repeat_score</code> of the files, the chance of buying within 90 days, is now: <strong>${lower(candidateWords[inForce])}</strong> (${ruleWords[base].name}). ${rests}</p>
${proof === null ? html`<p class="plain">Nothing more can be proved yet: it takes customers who were known half a year ago.</p>` : contest(proof, inForce)}`;
};

const lower = (text: string): string => text.slice(0, 1).toLowerCase() + text.slice(1);

const contest = (proof: RepeatProof, inForce: RepeatCandidate): Html => {
  const { fittedOn, provedOn, bestSingle, bestChance, candidates } = proof;
  const rows = candidates.map(({ candidate, wins, auc, brier, calibrationError }) => [
    candidate === inForce
      ? html`<strong>${candidateWords[candidate]}</strong> <span class="tag">in force</span>`
      : candidateWords[candidate],
    percentCell(auc),
    decimals(brier, 4),
    percentCell(calibrationError),
    wins ? "yes" : "no",
  ]);
  const best = [
    `For comparison: ${ruleWords[bestChance.rule].name} alone`,
    percentCell(bestChance.auc),
    decimals(bestChance.brier, 4),
    percentCell(bestChance.calibrationError),
    "",
  ];
  const heads = [
    "Candidate",
    html`AUC<small>right order</small>`,
    html`Brier score<small>0 is perfect</small>`,
    html`Calibration error<small>chance less truth</small>`,
    html`Holds its own<small>may be in force</small>`,
  ];
  const caption = `Fitted to ${longDay(fittedOn.cut)} (${counted(fittedOn.customers, "customer")}), judged by the 90 days since ${longDay(provedOn.cut)} (${count(provedOn.buyers)} of ${counted(provedOn.customers, "customer")} bought)`;
  return html`<details><summary>How the candidates did over time they had not seen</summary>${table(caption, heads, [...rows, best])}
<p class="plain">A candidate holds its own if it ranks no worse than the best single score (${ruleWords[bestSingle.rule].name}, ${percentCell(bestSingle.auc)}) and states chances better than the best model alone.</p></details>`;
};
