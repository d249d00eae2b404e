import { type Html, html } from "../../model/html.ts";
import { figure, table } from "../report/figure.ts";
import { count, counted } from "../report/wording.ts";
import type { Rehearsal } from "./rehearsal.ts";
import { keyOf, type Layer, stackedDays } from "./stacked-days.ts";
import { campaignSums } from "./sums.ts";

/** One after the other, and again where there are more campaigns. */
const fills = ["--first", "--repeat", "--drowsy", "--awake", "--half-asleep", "--asleep"].map((name) => `var(${name})`);

/** How many messages would have gone out, by day and campaign. */
export const mailSection = (rehearsal: Rehearsal): Html => {
  const { nights, leftOut, stoodIn } = rehearsal;
  const sums = campaignSums(rehearsal);
  const layers = sums.map(
    ({ id, name }, index): Layer => ({
      name,
      fill: fills[index % fills.length] ?? "",
      values: nights.map(({ campaigns }) => campaigns.find((campaign) => campaign.id === id)?.written ?? 0),
    }),
  );
  const days = nights.map(({ sendDay }) => sendDay);
  const rows = sums.map(({ name, considered, written }) => [
    name,
    count(considered),
    count(written),
    count(considered - written),
  ]);
  const numbers = nights
    .map((night, day) => [night.sendDay, ...layers.map(({ values }) => count(values[day] ?? 0))])
    .filter((row) => row.slice(1).some((cell) => cell !== "0"));
  return html`<section id="mail"><h2>Mail a day</h2>
${leftOut.map(({ id, problems }) => html`<p><strong>The campaign ${id} was left out:</strong> its files have mistakes.</p><ul>${problems.map((problem) => html`<li>${problem}</li>`)}</ul>`)}
${stoodIn.map((sentence) => html`<p class="plain">${sentence}</p>`)}
${
  sums.length === 0
    ? html`<p>No campaign is enabled.</p>`
    : html`${figure(
        stackedDays(days, layers, `Messages a day over ${counted(days.length, "day")}.`),
        html`${keyOf(layers)} Messages by the day on which they would have gone out.`,
        table("Messages a day", ["Day", ...layers.map(({ name }) => name)], numbers),
      )}${table("Over all days", ["Campaign", "Occasions", "Would have been written", "Not"], rows)}`
}</section>`;
};
