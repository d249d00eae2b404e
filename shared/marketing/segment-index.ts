import { csvLine, csvText } from "../model/csv.ts";
import type { OwnSegment } from "../model/own-segment.ts";
import type { ScoreTally } from "../model/score-tally.ts";
import { segments } from "../model/segments.ts";
import { segmentIndexColumns } from "../night-files/csv-columns.ts";
import { ownSegmentSentence } from "../words/own-segments.ts";
import { segmentSentence } from "../words/segments.ts";

/** Path of a segment's file beside the report. */
export const segmentPath = (name: string): string => `segments/${name}.csv`;

/** Lines of `segments.csv`, header first: every segment's file, how many are in it, and who they are. */
export const segmentIndexLines = ({ lines }: Pick<ScoreTally, "lines">, own: readonly OwnSegment[]): string[] => [
  csvLine(segmentIndexColumns),
  ...[
    ...segments.map((segment) => ({ name: segment.name, said: segmentSentence(segment) })),
    ...own.map((segment) => ({ name: segment.name, said: ownSegmentSentence(segment) })),
  ].map(({ name, said: { en, zh } }) => {
    const path = segmentPath(name);
    return csvLine([name, path, String(lines[path] ?? 0), csvText(en), csvText(zh)]);
  }),
];
