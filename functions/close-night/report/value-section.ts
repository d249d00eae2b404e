import { valueClassSchema } from "../../../shared/model/customer.ts";
import { type Html, html } from "../../../shared/model/html.ts";
import { minorPerMajor } from "../../../shared/model/minor-units.ts";
import { nextBand } from "../../../shared/scoring/clv-bands.ts";
import { type Band, clvChart } from "./clv-chart.ts";
import { figure, table } from "./figure.ts";
import type { ReportData } from "./report-data.ts";
import { count, counted, money, share } from "./wording.ts";

/** What customers are expected to be worth. */
export const valueSection = (data: ReportData): Html => {
  const { run, tally } = data;
  const { currency, clv } = run.settings;
  const heading = html`<h2>What they are worth</h2>`;
  if (tally.withClv === 0) {
    return html`<section>${heading}<p class="plain">No value is forecast tonight: there are too few repeat purchases to learn from. Value classes, where shown, go by what customers have spent so far.</p>${classesTable(data)}</section>`;
  }
  const bands = bandsOf(data);
  const rows = bands.map((band) => [band.title, count(band.customers), share(band.customers, tally.withClv)]);
  const caption = html`Net value expected over the next ${clv.horizonMonths} months, in ${currency}, for ${counted(tally.withClv, "customer")}.`;
  return html`<section>${heading}<p>Each customer's expected net value over the next ${clv.horizonMonths} months, discounted by ${share(clv.discountRatePerMonth, 1)} a month. On average <strong>${money(tally.all.clvMinor / tally.withClv, currency)}</strong> a customer.</p>
${figure(clvChart(bands), caption, table("Customers by expected value", ["Expected value", "Customers", "Share"], rows))}${classesTable(data)}</section>`;
};

/** Every band from the lowest to the highest that anybody is in, empty ones between them too. */
const bandsOf = ({ run, tally }: ReportData): Band[] => {
  const { currency } = run.settings;
  const unit = minorPerMajor(currency);
  const edges = Object.keys(tally.clvBands).map(Number);
  const last = Math.max(...edges);
  const bands: Band[] = [];
  for (let edge = Math.min(...edges); edge <= last; edge = nextBand(edge, unit)) {
    bands.push({
      label: `${compact(edge / unit)}–${compact(nextBand(edge, unit) / unit)}`,
      customers: tally.clvBands[String(edge)] ?? 0,
      title: `${money(edge, currency)} to ${money(nextBand(edge, unit), currency)}`,
    });
  }
  return bands;
};

const compact = (major: number): string => new Intl.NumberFormat("en", { notation: "compact" }).format(major);

const classesTable = ({ run, model, tally }: ReportData): Html => {
  const { currency } = run.settings;
  const { basis, cutsMinor } = model.valueClass;
  const from = { A: cutsMinor.a, B: cutsMinor.b, C: null };
  const rows = valueClassSchema.options.map((valueClass) => {
    const group = tally.valueClasses[valueClass];
    const cut = from[valueClass];
    return [
      valueClass,
      valueClass === "C" ? "below" : cut === null ? "–" : `from ${money(cut, currency)}`,
      count(group?.customers ?? 0),
      share(group?.customers ?? 0, tally.all.customers),
      count(group?.reachable ?? 0),
    ];
  });
  const by = basis === "clv" ? "expected value" : "net value so far";
  return table(`Value classes, by share of ${by}`, ["Class", "Each worth", "Customers", "Share", "Reachable"], rows);
};
