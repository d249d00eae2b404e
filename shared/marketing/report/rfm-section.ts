import { type Html, html } from "../../model/html.ts";
import type { RfmScale } from "../../model/model-file.ts";
import { type RfmSegment, rfmSegmentSchema } from "../../model/rfm-segment.ts";
import { rfmFile } from "../../model/segments.ts";
import { rangesOfSegment } from "../../scoring/rfm/rfm-segments.ts";
import { rfmSegmentWords } from "../../words/rfm-segments.ts";
import { listed } from "../../words/said.ts";
import { segmentPath } from "../segment-index.ts";
import { figure, table } from "./figure.ts";
import { namedLink } from "./file-link.ts";
import type { ReportData } from "./report-data.ts";
import { rfmChart, rfmGrid } from "./rfm-chart.ts";
import { count, counted, expectedMoney, money, say, share } from "./wording.ts";

/** Recency, frequency and money: the classic grid, its segments, and the thresholds in force. */
export const rfmSection = (data: ReportData): Html => {
  const { model, tally } = data;
  const grid = rfmGrid(tally.rfmCodes);
  const inGrid = [...grid.values()].reduce((sum, customers) => sum + customers, 0);
  const rows = [5, 4, 3, 2, 1].map((r) => [`R ${r}`, ...[1, 2, 3, 4, 5].map((f) => count(grid.get(`${r}${f}`) ?? 0))]);
  const numbers = table("Customers by R (rows) and F (columns)", ["Score", "F 1", "F 2", "F 3", "F 4", "F 5"], rows);
  const caption = html`${counted(inGrid, "customer")} with an order in the last ${model.rfm.windowDays} days. Upwards: bought more recently. To the right: bought more often.${emptyColumns(grid)}`;
  return html`<section id="rfm"><h2>Recency, frequency and money (RFM)</h2>
<p>Every customer gets three scores from 1 to 5: how <em>recently</em>, how <em>often</em> and for how <em>much</em> they bought. Equal customers always get equal scores.</p>
${figure(rfmChart(grid), caption, numbers)}${segmentsTable(data)}
<p class="plain">Segments compare customers with each other over the last ${model.rfm.windowDays} days; ${tiersSay[model.tiers.rule]}. So “New Customers” here are not the tier “New”, and “Lost” here may be asleep or not.</p>
${cutsTable(data)}</section>`;
};

const tiersSay = {
  rhythm: "tiers say how long each has been silent, compared with their own rhythm",
  chance: "tiers say how likely each one, after such a silence, is to buy again",
  "fixed-days": "tiers say how long each has been silent, compared with limits in days",
} as const;

/** Columns that nobody can be in look like a mistake, and are none. */
const emptyColumns = (grid: ReadonlyMap<string, number>): string => {
  const empty = [1, 2, 3, 4, 5].filter((f) => [1, 2, 3, 4, 5].every((r) => (grid.get(`${r}${f}`) ?? 0) === 0));
  return empty.length === 0 || empty.length === 5
    ? ""
    : ` Nobody scores ${listed(empty)} for frequency: so many bought equally often, and get the same score, that they fill the fifth beside it too.`;
};

const segmentsTable = ({ run, tally }: ReportData): Html => {
  const rows = rfmSegmentSchema.options.map((name) => {
    const group = tally.segments[name];
    return [
      html`${namedLink(segmentPath(rfmFile(name)), say(rfmSegmentWords[name].name))}<small>${say(rfmSegmentWords[name].meaning)} ${rangesText(name)}</small>`,
      count(group?.customers ?? 0),
      share(group?.customers ?? 0, tally.all.customers),
      count(group?.reachable ?? 0),
      tally.withClv === 0 ? "–" : expectedMoney(group?.clvMinor ?? 0, run.settings.currency),
    ];
  });
  return table("The eleven RFM segments", ["Segment", "Customers", "Share", "Reachable", "Expected value"], rows);
};

const rangesText = (segment: RfmSegment): string => {
  const ranges = rangesOfSegment(segment);
  return (["r", "f", "m"] as const)
    .map((score) => `${score.toUpperCase()}\u00a0${[...new Set(ranges[score])].join("\u2060–\u2060")}`)
    .join(", ");
};

/** What a value must reach for each score: the numbers that the scores were cut with. */
const cutsTable = ({ run, model }: ReportData): Html => {
  const { r, f, m } = model.rfm;
  const days = (value: number) => counted(value, "day");
  const rows = [
    ["Recency: silent at most", ...cells(r, days).reverse()],
    ["Frequency: at least", ...cells(f, (value) => counted(value, "order"))],
    ["Money: at least", ...cells(m, (value) => money(value, run.settings.currency))],
  ];
  return table("What it takes to score", ["Score", "2", "3", "4", "5"], rows);
};

const cells = (scale: RfmScale, show: (value: number) => string): string[] =>
  scale.rule === "even" ? ["–", "–", "–", "–"] : scale.cuts.map((cut) => (cut === null ? "nobody" : show(cut)));
