import { CSV_START } from "../model/csv.ts";
import { ROWS_PATH } from "../model/customer-row.ts";
import { RouseError } from "../model/errors.ts";
import { inParallel } from "../model/in-parallel.ts";
import type { JoinedGroup } from "../model/joined-group.ts";
import { groupsOf, type Joins } from "../model/joins.ts";
import type { NightRun } from "../model/night.ts";
import type * as Joined from "../ports/joined.ts";
import type { PublishFile, PublishPieces, PublishRowFiles, PublishRowPieces } from "../ports/published.ts";
import { emptyScoreTally, mergeScoreTally } from "../scoring/score-tally.ts";
import type { Scored } from "./scored.ts";

const GROUPS_AT_A_TIME = 8;

export type ScoredGroupsDeps = {
  findJoined: Joined.FindJoined;
  readJoinedPart: Joined.ReadJoinedPart;
  readJoinedRows: Joined.ReadJoinedRows;
  joinedPiece: Joined.JoinedPiece;
  joinedRowPiece: Joined.JoinedRowPiece;
  publishFile: PublishFile;
  publishRowFiles: PublishRowFiles;
  publishPieces: PublishPieces;
  publishRowPieces: PublishRowPieces;
};

/**
 * A night of many shards: `join` has put their parts together by groups. A file that is small as a whole is read and written
 * as in any night; of a large one the store copies the groups' parts, and nobody reads them.
 */
export const scoredGroups = async (run: NightRun & { joins: Joins }, deps: ScoredGroupsDeps): Promise<Scored> => {
  const groups = await inParallel(groupsOf(run), GROUPS_AT_A_TIME, async (group) => {
    const joined = await deps.findJoined(run.runId, group);
    if (joined === undefined) throw notJoined(run, group);
    return { of: { runId: run.runId, group, version: joined.version }, joined };
  });
  const tally = emptyScoreTally();
  for (const { joined } of groups) mergeScoreTally(tally, joined.tally);
  const isWhole = (bytes: number) => bytes <= run.joins.wholeBytes;
  return {
    tally,
    publishLines: (path, header) => {
      const [start, rows] = [CSV_START + header, tally.lines[path] ?? 0];
      const parts = groups.flatMap(({ of, joined }) => {
        const measure = joined.parts[path];
        return measure === undefined ? [] : [{ of, measure }];
      });
      if (isWhole(parts.reduce((sum, { measure }) => sum + measure.bytes, 0)))
        return deps.publishFile(run.asOf, path, read(start, path, parts, deps), rows);
      const pieces = parts.map(({ of, measure }) => deps.joinedPiece(of, path, measure));
      return deps.publishPieces(run.asOf, path, { start, pieces, rows });
    },
    publishRows: async () => {
      if (isWhole(groups.reduce((sum, { joined }) => sum + joined.rows.bytes, 0)))
        return deps.publishRowFiles(run, ROWS_PATH, rowFiles(groups, deps));
      const pieces = await inParallel(groups, GROUPS_AT_A_TIME, ({ of, joined }) =>
        deps.joinedRowPiece(of, joined.rows),
      );
      return deps.publishRowPieces(run, ROWS_PATH, pieces);
    },
  };
};

type Group = { of: Joined.GroupOf; joined: JoinedGroup };

async function* read(start: string, path: string, parts: readonly Pick<Group, "of">[], deps: ScoredGroupsDeps) {
  yield start;
  for (const { of } of parts) yield* deps.readJoinedPart(of, path);
}

async function* rowFiles(groups: readonly Group[], deps: ScoredGroupsDeps): AsyncGenerator<Uint8Array> {
  for (const { of } of groups) yield await deps.readJoinedRows(of);
}

const notJoined = ({ runId }: NightRun, group: number): RouseError =>
  new RouseError(
    "FileMissingError",
    `group ${group} of ${runId} is not joined, or its files are gone; the step \`join\` comes first`,
  );
