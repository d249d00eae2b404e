import { type Html, html } from "../../model/html.ts";
import type { TierCandidate, TierProof } from "../../model/tier-proof.ts";
import { longDay } from "../../words/said.ts";
import { tierWords } from "../../words/tiers.ts";
import { barsChart } from "./bars-chart.ts";
import { figure, table } from "./figure.ts";
import type { ReportData } from "./report-data.ts";
import { tierIcon } from "./tier-icon.ts";
import { count, counted, decimals, figure as number, percent, percentCell, say } from "./wording.ts";

/** Whether customers of sleepier tiers do come back less often, and why the tiers go by what they go by. */
export const tierProofSection = ({ model }: ReportData): Html => {
  const { proof } = model.tiers;
  const heading = html`<h2>Do the tiers keep their word?</h2>`;
  if (proof === null) {
    return html`<section id="tier-proof">${heading}<p class="plain">We cannot say yet: nobody was known long enough ago to see who came back. Until then the tiers go by ${model.tiers.rule === "rhythm" ? "each customer's own rhythm, unproved" : "days of silence alone"}.</p></section>`;
  }
  const inForce = candidateInForce(model.tiers.rule, proof);
  return html`<section id="tier-proof">${heading}<p>${asleepSentence(inForce, proof)}</p>${ratesFigure(inForce, proof)}
<p>${reasons[proof.why]}</p>${contest(proof)}</section>`;
};

export const candidateInForce = (rule: "rhythm" | "fixed-days", proof: TierProof): TierCandidate =>
  rule === "rhythm" ? proof.rhythm : proof.fixedDays;

/** What became of those who were asleep, beside those who were awake. */
export const asleepSentence = ({ tiers }: TierCandidate, { cut, horizonDays }: TierProof): Html => {
  const [asleep, awake] = [tiers.find(({ tier }) => tier === "asleep"), tiers.find(({ tier }) => tier === "awake")];
  if (asleep?.repeatRate == null)
    return html`Nobody was asleep on ${longDay(cut)}, so nobody can be said to have come back.`;
  const beside =
    awake?.repeatRate == null ? "" : ` Of the ${count(awake.customers)} awake, ${percent(awake.repeatRate)} did.`;
  return html`Of the ${counted(asleep.customers, "customer")} we would have called asleep on ${longDay(cut)}, <strong>${percent(asleep.repeatRate)}</strong> came back within ${horizonDays} days.${beside}`;
};

const reasons: Readonly<Record<TierProof["why"], string>> = {
  "rhythm-no-worse":
    "So the tiers go by each customer's own rhythm: they fall from tier to tier, and foretell no worse than the best limit in days.",
  "rhythm-worse":
    "So the tiers go by days of silence: over this time that foretold better than each customer's own rhythm.",
  "rhythm-does-not-fall":
    "So the tiers go by days of silence: by their own rhythm, customers of a sleepier tier came back more often than those of a more wakeful one.",
  "as-the-night-before":
    "The two ways are too close to tell apart, so the tiers go by what they went by the night before.",
};

const ratesFigure = ({ tiers }: TierCandidate, { cut, horizonDays, customers }: TierProof): Html => {
  const bars = tiers.map(({ tier, repeatRate, buyers, customers: inTier }) => ({
    label: say(tierWords[tier].name),
    length: repeatRate ?? 0,
    strong: percent(repeatRate),
    text: inTier === 0 ? "nobody" : `${count(buyers)} of ${count(inTier)}`,
    color: `var(--${tier})`,
  }));
  const rows = tiers.map(({ tier, repeatRate, buyers, share, customers: inTier }) => [
    html`${tierIcon(tier)} ${say(tierWords[tier].name)}`,
    count(inTier),
    percent(share),
    count(buyers),
    percent(repeatRate),
  ]);
  const title = `Share of each tier's customers who bought within ${horizonDays} days.`;
  const caption = `Share of each tier of ${longDay(cut)} that bought within ${horizonDays} days: ${counted(customers, "customer")}. It should fall from awake to asleep.`;
  const heads = ["Tier then", "Customers", "Share of all", "Bought since", "Share who bought"];
  return figure(
    barsChart(bars, title, { labels: 110, texts: 180 }),
    caption,
    table("Who came back, by tier", heads, rows),
  );
};

/** Both ways of making tiers, judged by the same customers and for as many of them. */
const contest = ({ rhythm, fixedDays, predicted, gain, gainInStandardErrors, buyers }: TierProof): Html => {
  const row = (name: string, { cuts, errorRate, omissionRate }: TierCandidate, show: (cut: number) => string) => [
    name,
    cuts.map(show).join(", "),
    percentCell(errorRate),
    percentCell(omissionRate),
  ];
  const rows = [
    row("Own rhythm", rhythm, (cut) => `${number(cut)}×`),
    row("Days of silence", fixedDays, (cut) => `${number(cut)}`),
  ];
  const heads = [
    "Tiers by",
    html`Cuts<small>drowsy, half asleep, asleep</small>`,
    html`Error rate<small>false hopes</small>`,
    html`Omission rate<small>missed buyers</small>`,
  ];
  return html`<details><summary>Own rhythm against days of silence</summary>${table(`Both call ${counted(predicted, "customer")} awake; ${count(buyers)} bought`, heads, rows)}
<p class="plain">The rhythm's error rate is ${decimals(100 * Math.abs(gain), 1)} points ${gain >= 0 ? "lower" : "higher"}: ${decimals(Math.abs(gainInStandardErrors), 1)} standard errors. Below about 2, chance alone may have made the difference.</p></details>`;
};
