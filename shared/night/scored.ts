import type { PublishedFile } from "../model/manifest.ts";
import type { ScoreTally } from "../model/score-tally.ts";

/** What a night scored, and how its files are published. */
export type Scored = {
  readonly tally: ScoreTally;
  /** A CSV file of all lines that there are for it, behind its header. */
  readonly publishLines: (path: string, header: string) => Promise<PublishedFile>;
  readonly publishRows: () => Promise<PublishedFile>;
};
