import { type Html, html } from "../../model/html.ts";
import type { OwnSegmentTally } from "../../model/score-tally.ts";
import { ownSegmentSentence } from "../../words/own-segments.ts";
import { segmentPath } from "../segment-index.ts";
import { table } from "./figure.ts";
import { fileLink } from "./file-link.ts";
import type { ReportData } from "./report-data.ts";
import { count, counted, expectedMoney, money, say } from "./wording.ts";

/** The segments that marketing made: how many are in each, what they are worth, who came and went. Nothing where there are none. */
export const ownSegmentsSection = (data: ReportData): Html | undefined => {
  if (data.segments.length === 0) return undefined;
  const tallies = new Map(data.tally.ownSegments.map((tally) => [tally.name, tally]));
  const rows = data.segments.map((segment): (string | Html)[] => {
    const tally = tallies.get(segment.name);
    return [
      html`${fileLink(segmentPath(segment.name))}<small>${say(ownSegmentSentence(segment))}</small>`,
      ...cellsOf(tally, data),
    ];
  });
  const heads = ["Segment", "Customers", "May be written to", "Net value so far", "Expected value", "Came", "Went"];
  return html`<section id="own-segments"><h2>Segments of your own</h2>
<p>${counted(rows.length, "segment")} of <code>campaigns/segments.yaml</code>, each with who met its condition tonight. Who came and who went stands by name in ${fileLink("moved.csv")}.</p>
<div class="texts">${table("Segments of your own", heads, rows)}</div></section>`;
};

const cellsOf = (tally: OwnSegmentTally | undefined, { run }: ReportData): string[] => {
  if (tally === undefined) return ["–", "–", "–", "–", "–", "–"];
  const { currency } = run.settings;
  const expected =
    tally.withClv === 0 ? "–" : `${expectedMoney(tally.clvMinor, currency)} of ${counted(tally.withClv, "customer")}`;
  return [
    count(tally.customers),
    count(tally.reachable),
    money(tally.netMinor, currency),
    expected,
    tally.joined === null ? "new" : count(tally.joined),
    tally.left === null ? "–" : count(tally.left),
  ];
};
