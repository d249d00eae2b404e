import { type Html, html } from "../../model/html.ts";
import type { ModelFile } from "../../model/model-file.ts";
import { HORIZON_DAYS } from "../../model/rule-limits.ts";
import type { Floors, TierRuleName } from "../../model/tier-proof.ts";
import { modelNames } from "../../words/model-names.ts";
import { longDay, percentOf } from "../../words/said.ts";
import { writtenCuts } from "../../words/tier-rules.ts";
import { table } from "./figure.ts";
import type { ReportData } from "./report-data.ts";
import { count, counted, figure } from "./wording.ts";

const names = {
  ...modelNames,
  nbd: "NBD (nobody ever leaves)",
  gammaGamma: "Gamma-Gamma (spend)",
  gammaGammaWithFirst: "Gamma-Gamma (spend, first orders counted: in force)",
} as const;
const meanings: Readonly<Record<string, string>> = {
  r: "how alike purchase rates are",
  alpha: "how rarely customers buy (weeks)",
  a: "how readily they leave",
  b: "how readily they stay",
  p: "how even one customer's spend is",
  q: "how alike customers' spend is",
  gamma: "scale of spend",
};

/** How the numbers were made, and what each rests on. */
export const modelSection = ({
  model,
}: ReportData): Html => html`<section id="model"><h2>How these numbers were made</h2>
<p>${chosenSentence(model)} They rest on ${counted(model.fittedTo ?? model.customers, "customer")}, ${counted(model.counts.repeatBuyers, "repeat buyer")} and ${counted(model.counts.repeatPurchaseDays, "repeat purchase day")}; spend on ${counted(model.counts.spenders, "repeat buyer")} who paid something.</p>
${tierRule(model)}${fitTables(model)}</section>`;

const chosenSentence = ({ chosen, models }: ModelFile): string => {
  const fit = chosen === "none" ? null : models[chosen];
  if (chosen === "none" || fit === null)
    return "No purchase model could be used tonight; tiers go by days of silence alone.";
  return `Forecasts come from the ${names[chosen]} model, fitted on purchases up to ${longDay(fit.asOf)}.`;
};

const tierRule = ({ tiers }: ModelFile): Html => {
  const [drowsy = "", half = "", asleep = ""] = writtenCuts(tiers);
  const texts: Readonly<Record<TierRuleName, string>> = {
    rhythm: `Tiers compare a customer's silence with the interval we expect of them: drowsy from ${drowsy} that interval, half asleep from ${half}, asleep from ${asleep}.`,
    chance: `Tiers go by the chance of buying again within ${HORIZON_DAYS} days, which falls with each day of silence: drowsy below ${drowsy}, half asleep below ${half}, asleep below ${asleep}.`,
    "fixed-days": `Tiers go by days of silence: drowsy from ${drowsy} days, half asleep from ${half}, asleep from ${asleep}.`,
  };
  return html`<p>${texts[tiers.rule]}${floorSentence(tiers)} Without buying, a customer leaves a sleepier tier only when the measure has come back to ${figure(100 * tiers.hysteresis)}% of its cut, so that nobody flips nightly.</p>`;
};

const floorSentence = ({ floors }: ModelFile["tiers"]): string =>
  floors === undefined
    ? ""
    : ` Nobody is drowsy before ${counted(floors.leastDays, "day")} of silence${floors.leastIntervals > 0 ? `, nor before ${percentOf(floors.leastIntervals)} of their own interval` : ""}, nor while a purchase within ${HORIZON_DAYS} days has a chance of ${percentOf(floors.awakeChance)} or more.${deeperSentence(floors)}${ceilingSentence(floors)}`;

/** The floors of the deeper tiers, by silence and by chance: odds of so many times are a chance of 1 in 1 + times * (1 - p)/p. */
const deeperSentence = ({ deeper, awakeChance }: Floors): string => {
  if (deeper === undefined) return "";
  const chanceAt = (times: number) => percentOf(1 / (1 + (times * (1 - awakeChance)) / awakeChance));
  const [half, asleep] = deeper;
  return ` Nobody is half asleep before ${half} times that silence or above a chance of ${chanceAt(half)}, nor asleep before ${asleep} times it or above ${chanceAt(asleep)}.`;
};

/** The ceiling, whose deeper ends lie at the same times. */
const ceilingSentence = ({ ceiling }: Floors): string =>
  ceiling === undefined
    ? ""
    : ` Below a chance of ${percentOf(ceiling.chance)} nobody is new or awake from ${counted(ceiling.days, "day")} of silence on, or from ${figure(ceiling.intervals)} times their own interval where they bought again and that is longer.`;

const fitTables = ({ models }: ModelFile): Html[] =>
  (["mbgnbd", "bgnbd", "pnbd", "nbd", "gammaGamma", "gammaGammaWithFirst"] as const).flatMap((name) => {
    const fit = models[name] ?? null;
    if (fit === null) return [];
    const errors: Readonly<Record<string, number | null>> = fit.standardErrors;
    const rows = Object.entries(fit.params).map(([parameter, value]) => [
      html`<code>${parameter}</code>`,
      figure(value),
      errors[parameter] == null ? "–" : `± ${figure(errors[parameter])}`,
      meanings[parameter] ?? "",
    ]);
    const facts = `log-likelihood ${figure(fit.logLikelihood)}, ${counted(fit.customers, "customer")}, ${fit.converged ? "converged" : "not converged"} after ${count(fit.evaluations)} evaluations${fit.prior ? ", steadied by a weak prior" : ""}`;
    return [
      html`<details><summary>${names[name]}: ${facts}</summary>${table(names[name], ["Parameter", "Value", "Standard error", "Says"], rows)}</details>`,
    ];
  });
