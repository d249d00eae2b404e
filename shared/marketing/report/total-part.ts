import { type Html, html } from "../../model/html.ts";
import { type ClvTotal, clvTotal } from "../../scoring/value/clv-total.ts";
import { figure, table } from "./figure.ts";
import { rangeChart } from "./range-chart.ts";
import type { ReportData } from "./report-data.ts";
import { counted, expectedMoney, type money } from "./wording.ts";

/** What all customers together will probably bring, and how far that can be trusted. */
export const totalPart = ({ run, model, tally }: ReportData): Html => {
  const { currency, clv } = run.settings;
  const months = `over the next ${clv.horizonMonths} months`;
  const expected = html`Together your ${counted(tally.withClv, "customer")} will probably bring <strong>${expectedMoney(tally.all.clvMinor, currency)}</strong> ${months}`;
  const total = clvTotal(tally.all.clvMinor, tally.clvSums, model);
  if (total === undefined)
    return html`<p>${expected}. How far that may be off cannot be said tonight: the fit does not hold its parameters well enough.</p>`;
  const { modelLowMinor, modelHighMinor, lowMinor, highMinor } = total;
  const [low, high] = lowMinor === null || highMinor === null ? [modelLowMinor, modelHighMinor] : [lowMinor, highMinor];
  return html`<p>${expected}, and with 90% certainty between ${expectedMoney(low, currency)} and ${expectedMoney(high, currency)}${ifItHolds(model)}.</p>${rangesFigure(total, currency)}`;
};

/** A range knows nothing of a model that has just missed what customers did. */
const ifItHolds = ({ statements }: ReportData["model"]): Html | undefined =>
  statements.some(({ code }) => code === "clv-missed-held-back")
    ? html`, if customers go on as the model expects, which they <a href="#remarks">lately did not</a>`
    : undefined;

const rangesFigure = (total: ClvTotal, currency: Parameters<typeof money>[1]): Html => {
  const { expectedMinor, modelLowMinor, modelHighMinor, lowMinor, highMinor } = total;
  const ranges = [
    { label: "If luck evens out", low: modelLowMinor, high: modelHighMinor },
    ...(lowMinor === null || highMinor === null ? [] : [{ label: "Luck included", low: lowMinor, high: highMinor }]),
  ];
  const show = (minor: number) => expectedMoney(minor, currency);
  const caption = `“If luck evens out”: what the model itself is unsure of, because it learned from a limited number of customers. “Luck included”: also what customers happen to do. Each range holds 90%; neither knows of changes in the shop itself.${lowMinor === null ? " Spend varies too much tonight to say what luck adds." : ""}`;
  const rows = ranges.map(({ label, low, high }) => [label, show(low), show(expectedMinor), show(high)]);
  return figure(
    rangeChart(expectedMinor, ranges, "Range of the value expected of all customers together.", show),
    caption,
    table("Expected value of all customers", ["Range of 90%", "From", "Expected", "To"], rows),
  );
};
