import { valueClassSchema } from "../../model/customer.ts";
import { valueBandSchema } from "../../model/customer-row.ts";
import { type Html, html } from "../../model/html.ts";
import { minorPerMajor } from "../../model/minor-units.ts";
import { FEWEST_DAYS, FEWEST_TO_FIT } from "../../model/rule-limits.ts";
import { bandFile, classFile } from "../../model/segments.ts";
import { nextBand } from "../../scoring/value/clv-bands.ts";
import { capital, longDay } from "../../words/said.ts";
import { segmentPath } from "../segment-index.ts";
import { type Column, columnsChart } from "./columns-chart.ts";
import { figure, table } from "./figure.ts";
import { namedLink } from "./file-link.ts";
import { monthsPart } from "./months-part.ts";
import type { ReportData } from "./report-data.ts";
import { totalPart } from "./total-part.ts";
import { count, counted, expectedMoney, money, percent, share } from "./wording.ts";

/** What customers are expected to be worth. */
export const valueSection = (data: ReportData): Html => {
  const { run, tally } = data;
  const { currency, clv } = run.settings;
  const heading = html`<h2>What they are worth</h2>`;
  const groups = html`${carriersSentence(data)}<h3>Value classes and value bands</h3>
<p>The same value, cut in two ways. A <strong>class</strong> goes by share: A are those who together bring most of it, few or many, however much each brings. A <strong>band</strong> goes by amount: high is who brings much, whatever the others bring.</p>${classesTable(data)}${bandsTable(data)}`;
  if (tally.withClv === 0) {
    return html`<section id="value">${heading}<p class="plain">No value is forecast tonight: ${whyNone(data.model)}. Value classes and bands go by what customers have spent so far.</p>${groups}</section>`;
  }
  const columns = columnsOf(data);
  const rows = columns.map(({ title, customers }) => [title, count(customers), share(customers, tally.withClv)]);
  const caption = html`Net value expected of each over the next ${clv.horizonMonths} months, discounted by ${percent(clv.discountRatePerMonth)} a month, in ${currency}: ${counted(tally.withClv, "customer")}, <strong>${expectedMoney(tally.all.clvMinor / tally.withClv, currency)}</strong> on average.`;
  const numbers = table("Customers by expected value", ["Expected value", "Customers", "Share"], rows);
  return html`<section id="value">${heading}${totalPart(data)}${monthsPart(data)}
${figure(columnsChart(columns, "Customers by the value expected of them."), caption, numbers)}${groups}</section>`;
};

const whyNone = ({ odd, counts, history }: ReportData["model"]): string => {
  if (counts.repeatBuyers < FEWEST_TO_FIT) return "there are too few repeat purchases to learn from";
  if (odd?.quiet) return "nobody has bought of late, and what customers bring is learned of a shop that sells";
  return history !== undefined && history.days < FEWEST_DAYS
    ? "the shop's orders do not reach back far enough to learn from"
    : "no model could be learned";
};

/** A column for every band from the lowest to the highest that anybody is in, empty ones between them too. */
const columnsOf = ({ run, tally }: ReportData): Column[] => {
  const { currency } = run.settings;
  const unit = minorPerMajor(currency);
  const edges = Object.keys(tally.clvBands).map(Number);
  const last = Math.max(...edges);
  const columns: Column[] = [];
  for (let edge = Math.min(...edges); edge <= last; edge = nextBand(edge, unit)) {
    columns.push({
      label: `${compact(edge / unit)}–${compact(nextBand(edge, unit) / unit)}`,
      customers: tally.clvBands[String(edge)] ?? 0,
      title: `${money(edge, currency)} to ${money(nextBand(edge, unit), currency)}`,
    });
  }
  return columns;
};

const compactFormat = new Intl.NumberFormat("en", { notation: "compact" });
const compact = (major: number): string => compactFormat.format(major);

const basisWords = { clv: "expected value", "net-value": "net value so far" } as const;

/** The few who carry most of it: how many they are, and from what value on one is among them. */
const carriersSentence = ({ run, model }: ReportData): Html => {
  const { basis, share: part, customers, of, leastMinor } = model.carriers;
  if (leastMinor === null) return html`<p class="plain">Nobody is worth anything yet, so nobody carries the value.</p>`;
  return html`<p><strong>${counted(customers, "customer")}</strong> (${share(customers, of)} of ${count(of)}) ${customers === 1 ? "carries" : "carry"} <strong>${percent(part)}</strong> of all ${basisWords[basis]}: ${customers === 1 ? "they are" : "each of them is"} worth ${money(leastMinor, run.settings.currency)} or more.</p>`;
};

type Group = { name: string; file: string; from: string; customers: number; reachable: number; clvMinor: number };

const groupsTable = (
  caption: string,
  head: "Class" | "Band",
  groups: readonly Group[],
  { run, tally }: ReportData,
): Html => {
  const rows = groups.map(({ name, file, from, customers, reachable, clvMinor }) => [
    namedLink(segmentPath(file), name),
    // Where many are worth the same, a cut may have nobody on one side.
    customers === 0 ? "–" : from,
    count(customers),
    share(customers, tally.all.customers),
    count(reachable),
    tally.withClv === 0 ? "–" : expectedMoney(clvMinor, run.settings.currency),
  ]);
  return table(caption, [head, "Each worth", "Customers", "Share", "Reachable", "Expected value"], rows);
};

const nobody = { customers: 0, reachable: 0, clvMinor: 0 };

const classesTable = (data: ReportData): Html => {
  const { basis, cutsMinor } = data.model.valueClass;
  const from = { A: cutsMinor.a, B: cutsMinor.b, C: null };
  const groups = valueClassSchema.options.map((valueClass) => ({
    name: `Class\u00a0${valueClass}`,
    file: classFile(valueClass),
    from: valueClass === "C" ? "below" : fromWords(from[valueClass], data),
    ...(data.tally.valueClasses[valueClass] ?? nobody),
  }));
  return groupsTable(`Value classes, by share of ${basisWords[basis]}`, "Class", groups, data);
};

const bandsTable = (data: ReportData): Html => {
  const { basis, rule, cutsMinor, since } = data.model.valueBands;
  const from = { high: cutsMinor.high, middle: cutsMinor.middle, low: null };
  const groups = valueBandSchema.options.map((band) => ({
    name: capital(band),
    file: bandFile(band),
    from: band === "low" ? "below" : fromWords(from[band], data),
    ...(data.tally.valueBands[band] ?? nobody),
  }));
  const source =
    rule === "settings"
      ? "The amounts are those of the settings."
      : `The amounts are round ones near twice the mean and half of it, in force since ${longDay(since)}.`;
  return html`${groupsTable(`Value bands, by amount of ${basisWords[basis]}`, "Band", groups, data)}<p class="plain">${source}</p>`;
};

const fromWords = (cutMinor: number | null, { run }: ReportData): string =>
  cutMinor === null ? "–" : `from\u00a0${money(cutMinor, run.settings.currency)}`;
