import { tierSchema } from "../../model/customer.ts";
import { type Html, html } from "../../model/html.ts";
import { tierWords } from "../../words/tiers.ts";
import { figure, table } from "../report/figure.ts";
import { count, counted, say, share } from "../report/wording.ts";
import type { Rehearsal } from "./rehearsal.ts";
import { keyOf, type Layer, stackedDays } from "./stacked-days.ts";

/** How many customers were in each tier, night after night. */
export const tiersSection = ({ nights }: Rehearsal): Html => {
  const layers = tierSchema.options.map(
    (tier): Layer => ({
      name: say(tierWords[tier].name),
      fill: `var(--${tier})`,
      values: nights.map(({ tiers }) => tiers[tier] ?? 0),
    }),
  );
  const days = nights.map(({ asOf }) => asOf);
  const numbers = nights.map((night, day) => [night.asOf, ...layers.map(({ values }) => count(values[day] ?? 0))]);
  const sumAt = (night: number) => layers.reduce((sum, { values }) => sum + (values.at(night) ?? 0), 0);
  const ends = layers.map(({ name, values }) => [
    ...[name, count(values.at(0) ?? 0), share(values.at(0) ?? 0, sumAt(0))],
    ...[count(values.at(-1) ?? 0), share(values.at(-1) ?? 0, sumAt(-1))],
  ]);
  return html`<section id="tiers"><h2>Tiers over time</h2>
${figure(
  stackedDays(days, layers, `Customers by tier over ${counted(days.length, "night")}.`),
  html`${keyOf(layers)} Customers by tier at the end of each day.`,
  table("Customers by tier", ["Day", ...layers.map(({ name }) => name)], numbers),
)}${table("The first night and the last", ["Tier", "First", "Share", "Last", "Share"], ends)}</section>`;
};
