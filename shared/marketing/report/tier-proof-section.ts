import { type Html, html } from "../../model/html.ts";
import { FEWEST_TO_RATE } from "../../model/rule-limits.ts";
import type { TierCandidate, TierProof, TierRuleName } from "../../model/tier-proof.ts";
import { longDay } from "../../words/said.ts";
import { tierRuleReason, tierRuleWords, writtenCuts } from "../../words/tier-rules.ts";
import { tierWords } from "../../words/tiers.ts";
import { barsChart } from "./bars-chart.ts";
import { figure, table } from "./figure.ts";
import type { ReportData } from "./report-data.ts";
import { tierIcon } from "./tier-icon.ts";
import { count, counted, percent, percentCell, say } from "./wording.ts";

/** Whether customers of sleepier tiers do come back less often, and why the tiers go by what they go by. */
export const tierProofSection = ({ model }: ReportData): Html => {
  const { proof, rule } = model.tiers;
  const heading = html`<h2>Do the tiers keep their word?</h2>`;
  const inForce = proof === null ? undefined : candidateInForce(rule, proof);
  if (proof === null || inForce === undefined) {
    return html`<section id="tier-proof">${heading}<p class="plain">We cannot say ${model.odd?.quiet ? "tonight: of late nobody could be seen to come back. While nothing is sold" : "yet: too few were known long enough ago to see who came back. Until then"} the tiers go by ${rule === "fixed-days" ? "days of silence alone" : `${tierRuleWords[rule].inSentence}, unproved`}.</p></section>`;
  }
  return html`<section id="tier-proof">${heading}<p>${tierRuleReason(proof)}</p><p>${asleepSentence(inForce, proof)}</p>${ratesFigure(inForce, proof)}${contest(proof)}</section>`;
};

const candidateInForce = (inForce: TierRuleName, { candidates }: TierProof): TierCandidate | undefined =>
  candidates.find(({ rule }) => rule === inForce);

/** `on August 22, 2026`, or that day and so many before it. */
const onDays = ({ cuts }: TierProof): string => {
  const [newest, ...others] = cuts.map(({ cut }) => longDay(cut));
  const oldest = others.at(-1);
  return oldest === undefined ? `on ${newest}` : `on ${cuts.length} days from ${oldest} to ${newest}`;
};

/** What became of those who were asleep, beside those who were awake. */
const asleepSentence = ({ tiers }: TierCandidate, proof: TierProof): Html => {
  const [asleep, awake] = [tiers.find(({ tier }) => tier === "asleep"), tiers.find(({ tier }) => tier === "awake")];
  if (asleep?.repeatRate == null)
    return html`Nobody was asleep ${onDays(proof)}, so nobody can be said to have come back.`;
  const called = Math.round(asleep.customers);
  if (called < FEWEST_TO_RATE)
    return html`We would have called ${counted(called, "customer")} asleep ${onDays(proof)}: too few to say how many of such come back.`;
  const beside =
    awake?.repeatRate == null || awake.customers < FEWEST_TO_RATE
      ? ""
      : ` Of the ${whole(awake.customers)} awake, ${percent(awake.repeatRate)} did.`;
  return html`Of the ${counted(called, "customer")} we would have called asleep ${onDays(proof)}, <strong>${percent(asleep.repeatRate)}</strong> came back within ${proof.horizonDays} days.${beside}`;
};

/** Part of those who lie on a cut counts. */
const whole = (customers: number): string => count(Math.round(customers));

const ratesFigure = ({ tiers }: TierCandidate, proof: TierProof): Html => {
  const bars = tiers.map(({ tier, repeatRate, buyers, customers: inTier }) => ({
    label: say(tierWords[tier].name),
    length: repeatRate ?? 0,
    strong: percent(inTier < FEWEST_TO_RATE ? null : repeatRate),
    text: inTier === 0 ? "nobody" : `${whole(buyers)} of ${whole(inTier)}`,
    color: `var(--${tier})`,
  }));
  const rows = tiers.map(({ tier, repeatRate, buyers, share, customers: inTier }) => [
    html`${tierIcon(tier)} ${say(tierWords[tier].name)}`,
    whole(inTier),
    percent(share),
    whole(buyers),
    percent(repeatRate),
  ]);
  const customers = proof.cuts.reduce((sum, cut) => sum + cut.customers, 0);
  const title = `Share of each tier's customers who bought within ${proof.horizonDays} days.`;
  const caption = `Share of each tier ${onDays(proof)} that bought within ${proof.horizonDays} days: ${counted(customers, "customer")}${proof.cuts.length > 1 ? ", each counted on every day" : ""}. It should fall from awake to asleep.`;
  const heads = ["Tier then", "Customers", "Share of all", "Bought since", "Share who bought"];
  return figure(
    barsChart(bars, title, { labels: 110, texts: 180 }),
    caption,
    table("Who came back, by tier", heads, rows),
  );
};

/** All ways of making tiers, judged by the same customers and with tiers of the same sizes. */
const contest = (proof: TierProof): Html => {
  const { candidates, cuts } = proof;
  const rows = candidates.map((candidate) => [
    tierRuleWords[candidate.rule].name,
    writtenCuts(candidate).join(", "),
    ...candidate.tiers.map(({ repeatRate }) => percentCell(repeatRate)),
    percentCell(candidate.errorRate),
    percentCell(candidate.omissionRate),
    percentCell(candidate.auc),
  ]);
  const heads = [
    "Tiers by",
    html`Cuts tonight<small>drowsy, half asleep, asleep</small>`,
    ...(candidates[0]?.tiers ?? []).map(({ tier }) => html`${say(tierWords[tier].name)}<small>bought</small>`),
    html`Error rate<small>false hopes</small>`,
    html`Omission rate<small>missed buyers</small>`,
    html`Right order<small>buyer above the other</small>`,
  ];
  const predicted = cuts.reduce((sum, cut) => sum + cut.predicted, 0);
  const buyers = cuts.reduce((sum, cut) => sum + cut.buyers, 0);
  return html`<details><summary>${candidates.length} ways of making tiers against each other</summary>${table(`Each calls ${counted(predicted, "customer")} new or awake; ${count(buyers)} bought`, heads, rows)}
<p class="plain">All have tiers of the same sizes. Cuts by the chance of buying again are chances within ${proof.horizonDays} days: below the first a customer is drowsy. What is in force stays until another way puts more buyers above those who did not buy, by more than chance.</p></details>`;
};
