import { type Html, html } from "../../model/html.ts";
import { segments } from "../../model/segments.ts";
import { ownSegmentSentence } from "../../words/own-segments.ts";
import type { Said } from "../../words/said.ts";
import { segmentSentence } from "../../words/segments.ts";
import { COMPARISON_PATH } from "../comparison-csv.ts";
import { PROMISES_PATH } from "../promises-csv.ts";
import { segmentPath } from "../segment-index.ts";
import { table } from "./figure.ts";
import { fileLink } from "./file-link.ts";
import type { ReportData } from "./report-data.ts";
import { count, say } from "./wording.ts";

const others: readonly (readonly [path: string, says: string])[] = [
  ["customers.csv", "All customers, a row each, with every column."],
  ["customers.parquet", "The same for programs: types kept, scores with all their digits."],
  ["segments.csv", "This list of segments, as a file."],
  ["moved.csv", "Who changed tier or RFM segment since yesterday, or came into or left a segment of your own."],
  ["movement.csv", "How many went from which tier or RFM segment to which, and into and out of your own."],
  ["messages.csv", "Who had an occasion to be written to, and what became of it."],
  [PROMISES_PATH, "What nights promised 90 days ahead, and what came."],
  ["model.json", "Everything that turns purchases into scores."],
  ["manifest.json", "Every file with rows, bytes and checksum, and what the night cost."],
];

const compared = [COMPARISON_PATH, "Orders that are not as the shop's own API tells of them."] as const;

/** Every file of the night, with a sentence each. */
export const filesSection = (data: ReportData): Html => html`<section id="files"><h2>The files of this night</h2>
<p>They lie beside this page; a click opens them. Lists to write to: ${fileLink(segmentPath("reachable"))} and what begins with that name. To leave out wherever else you write from: ${fileLink(segmentPath("do-not-mail"))}.</p>
<p class="plain">A spreadsheet program makes 1.23E+15 of a long customer id, and 7 of 007, when it opens a file by a click. Import the file instead (Data, From Text/CSV) and choose Text for <code>customer_id</code>, or read <code>customers.parquet</code>.</p>
<details><summary>All segments</summary><div class="texts">${table(
  "Segments",
  ["Segment", "Who they are", "Customers"],
  [
    ...segments.map((segment) => rowOf(segment.name, segmentSentence(segment), data)),
    ...data.segments.map((segment) => rowOf(segment.name, ownSegmentSentence(segment), data)),
  ],
)}</div></details>
<details><summary>All other files</summary><dl class="glossary">${otherFiles(data).map(([path, says]) => html`<div><dt>${fileLink(path)}</dt><dd>${says}</dd></div>`)}</dl></details></section>`;

const otherFiles = ({ comparison }: ReportData) =>
  comparison === undefined || comparison === "broken-off" ? others : [...others, compared];

const rowOf = (name: string, said: Said, { tally }: ReportData): (string | Html)[] => {
  const path = segmentPath(name);
  return [fileLink(path), say(said), count(tally.lines[path] ?? 0)];
};
