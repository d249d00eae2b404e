import { type Html, html } from "../../model/html.ts";
import { type ClvTotal, clvTotal } from "../../scoring/value/clv-total.ts";
import { missOf } from "../../scoring/value/value-range.ts";
import { openedWords } from "../../words/opened-range.ts";
import { measured } from "../../words/said.ts";
import { figure, table } from "./figure.ts";
import { type Range, rangeChart } from "./range-chart.ts";
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
  const ranges = rangesOf(total);
  const widest = ranges.at(-1);
  const between =
    widest &&
    html`, and with 90% certainty between ${expectedMoney(widest.low, currency)} and ${expectedMoney(widest.high, currency)}`;
  return html`<p>${expected}${between}${ifItHolds(model)}. ${onFew(model, currency)}${otherPrices(model)}${whatIsKnown(model)}</p>${rangesFigure(total, ranges, model, currency)}`;
};

/** Where forecasts of every year were off the same way, that is worth more than a range. */
const ifItHolds = ({ statements, valueRange }: ReportData["model"]): Html | undefined => {
  if (!statements.some(({ code }) => code === "clv-missed-held-back")) return undefined;
  const cuts = valueRange?.cuts.filter(({ sameSeason }) => sameSeason) ?? [];
  const miss = cuts.reduce((sum, cut) => sum + missOf(cut), 0);
  if (miss === 0) return html`; in this season such forecasts were off <a href="#remarks">the same way each time</a>`;
  return html`; in this season such forecasts were <a href="#remarks">too ${miss > 0 ? "low" : "high"} each time</a>`;
};

/** A shop whose total would be another if a few purchases said more than they do. */
const onFew = ({ statements, restsOnFew, carriers }: ReportData["model"], currency: Parameters<typeof money>[1]) =>
  restsOnFew && statements.some(({ code }) => code === "value-rests-on-few")
    ? html`It would be ${expectedMoney(carriers.totalMinor - restsOnFew.valueMinor + restsOnFew.inFullMinor, currency)} if <a href="#remarks">${counted(restsOnFew.purchaseDays, "purchase day")} far beyond all others</a> counted in full. `
    : undefined;

/** A total of prices that hold no longer says so where it stands, and not in a list alone. */
const otherPrices = ({ valueRange }: ReportData["model"]): Html | undefined => {
  const times = valueRange?.spendTimes;
  if (times === undefined) return undefined;
  const [more, low] = times > 1 ? ["more", "low"] : ["less", "high"];
  return html`Customers pay about <a href="#remarks">${measured(Math.abs(times - 1))} ${more} a purchase day</a> than a year ago, and what is expected of them goes by old prices as well: this total, and its months, are probably too ${low}. The range is wider for that. `;
};

const whatIsKnown = ({ valueRange }: ReportData["model"]): string | undefined => {
  if (valueRange === undefined) return undefined;
  const rests = valueRange.seasonKnown
    ? `The range allows for how far ${counted(valueRange.cuts.length, "such forecast")} of earlier days would have been off.`
    : "We cannot know the season yet, so the range is a wide one.";
  return rests + openedWords(valueRange.opened);
};

const rangesOf = ({ modelLowMinor, modelHighMinor, lowMinor, highMinor, rangeLowMinor, rangeHighMinor }: ClvTotal) => {
  const of = (label: string, low: number | null, high: number | null): Range[] =>
    low === null || high === null ? [] : [{ label, low, high }];
  return [
    ...of("If luck evens out", modelLowMinor, modelHighMinor),
    ...of("Luck included", lowMinor, highMinor),
    ...of("Surprises included", rangeLowMinor, rangeHighMinor),
  ];
};

const captionOf = ({ lowMinor, rangeLowMinor }: ClvTotal, { valueRange }: ReportData["model"]): string => {
  const surprises = valueRange?.seasonKnown
    ? "also how far forecasts of earlier years were off, seasons and changes in the shop among it"
    : "also how far forecasts of shops so young are off, since their season is not known";
  return [
    "“If luck evens out”: what the model itself is unsure of, because it learned from a limited number of customers.",
    "“Luck included”: also what customers happen to do.",
    ...(rangeLowMinor === null ? [] : [`“Surprises included”: ${surprises}.`]),
    "Each range holds 90%.",
    ...(lowMinor === null ? ["Spend varies too much tonight to say what luck adds."] : []),
  ].join(" ");
};

const rangesFigure = (
  total: ClvTotal,
  ranges: readonly Range[],
  model: ReportData["model"],
  currency: Parameters<typeof money>[1],
): Html => {
  const { expectedMinor } = total;
  const show = (minor: number) => expectedMoney(minor, currency);
  const rows = ranges.map(({ label, low, high }) => [label, show(low), show(expectedMinor), show(high)]);
  return figure(
    rangeChart(expectedMinor, ranges, "Range of the value expected of all customers together.", show),
    captionOf(total, model),
    table("Expected value of all customers", ["Range of 90%", "From", "Expected", "To"], rows),
  );
};
