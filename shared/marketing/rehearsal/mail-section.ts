import { type Html, html } from "../../model/html.ts";
import { leftOutWords } from "../../words/left-out.ts";
import { figure, table } from "../report/figure.ts";
import { count, counted } from "../report/wording.ts";
import type { Rehearsal } from "./rehearsal.ts";
import { keyOf, type Layer, stackedDays } from "./stacked-days.ts";
import { type CampaignSum, campaignSums } from "./sums.ts";

/** For as many campaigns as can be told apart: what has the fewest messages is one grey layer beyond them. */
const fills = ["--first", "--repeat", "--drowsy", "--awake", "--half-asleep", "--asleep"].map((name) => `var(${name})`);
const FILL_OF_OTHERS = "var(--faint)";

/** @param written messages a day of each campaign */
const layersOf = (sums: readonly CampaignSum[], written: readonly (readonly number[])[]): Layer[] => {
  const most = sums.map((_, index) => index).sort((a, b) => (sums[b]?.written ?? 0) - (sums[a]?.written ?? 0));
  const shown = new Set(most.slice(0, fills.length));
  const layers = sums.map(({ name }, index): Layer => ({ name, fill: "", values: written[index] ?? [] }));
  const others = layers.filter((_, index) => !shown.has(index));
  const own = layers
    .filter((_, index) => shown.has(index))
    .map((layer, index): Layer => ({ ...layer, fill: fills[index] ?? FILL_OF_OTHERS }));
  if (others.length === 0) return own;
  const sumAt = (day: number) => others.reduce((sum, { values }) => sum + (values[day] ?? 0), 0);
  const values = (written[0] ?? []).map((_, day) => sumAt(day));
  return [...own, { name: counted(others.length, "other campaign"), fill: FILL_OF_OTHERS, values }];
};

/** How many messages would have gone out, by day and campaign. */
export const mailSection = (rehearsal: Rehearsal): Html => {
  const { nights, leftOut, stoodIn } = rehearsal;
  const sums = campaignSums(rehearsal);
  const written = sums.map(({ id }) =>
    nights.map(({ campaigns }) => campaigns.find((campaign) => campaign.id === id)?.written ?? 0),
  );
  const layers = layersOf(sums, written);
  const days = nights.map(({ sendDay }) => sendDay);
  const rows = sums.map((sum) => [
    ...[sum.name, count(sum.considered)],
    ...[count(sum.written), count(sum.considered - sum.written)],
  ]);
  const numbers = nights
    .map((night, day) => [night.sendDay, ...written.map((values) => count(values[day] ?? 0))])
    .filter((row) => row.slice(1).some((cell) => cell !== "0"));
  return html`<section id="mail"><h2>Mail a day</h2>
${leftOut.map(({ id, problems }) => html`<p><strong>${leftOutWords(id)}</strong> its files have mistakes.</p><ul>${problems.map((problem) => html`<li>${problem}</li>`)}</ul>`)}
${stoodIn.map((sentence) => html`<p class="plain">${sentence}</p>`)}
${
  sums.length === 0
    ? html`<p>No campaign is enabled.</p>`
    : html`${figure(
        stackedDays(days, layers, `Messages a day over ${counted(days.length, "day")}.`),
        html`${keyOf(layers)} Messages by the day on which they would have gone out.`,
        table("Messages a day", ["Day", ...sums.map(({ name }) => name)], numbers),
      )}${table("Over all days", ["Campaign", "Occasions", "Would have been written", "Not"], rows)}`
}</section>`;
};
