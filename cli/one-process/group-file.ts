import { mkdir } from "node:fs/promises";
import { BINS } from "../../shared/adapters/customer-spool.ts";
import type { Day, Instant } from "../../shared/model/time.ts";
import type { HistoryFile } from "../import/history-file.ts";
import type { ImportListener } from "../import/import-listener.ts";
import { type ImportResult, resultOf } from "../import/import-result.ts";
import { splitFile } from "../import/split-file.ts";
import { addTally, newTally } from "../import/tally-partition.ts";
import { addPast, type PastTally } from "../rehearse/past-tally.ts";
import { groupedSchema } from "./grouped.ts";
import type { Threads } from "./threads.ts";

export type FileToGroup = HistoryFile & {
  rejectsFile: string;
  /** Where rows lie between reading and grouping. */
  folder: string;
  /** Where it is to be known for many nights as it was known then. */
  nights?: { moments: readonly [Instant, ...Instant[]]; firstAsOf: Day };
};

/** What became of a file's rows; and where they were grouped for many nights, how much of the past they tell. */
export type GroupedFile = { imported: ImportResult; past?: PastTally };

/**
 * Reads a file and works out who is who in it, as an import into empty tables would; what that writes into the table of customers, the
 * threads spool.
 */
export const groupFile = async (
  { rejectsFile, folder, nights, ...file }: FileToGroup,
  threads: Threads,
  listener: ImportListener,
): Promise<GroupedFile> => {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const reading = listener.reading(file.file);
  const split = await splitFile(file, folder, rejectsFile, { bytes: reading.bytes, opened: listener.opened });
  reading.done(split.rows, split.rejected);
  const askFor = (partition: { folder: string; partition: number; rows: number }) =>
    nights === undefined ? threads.ask("group", partition) : threads.ask("groupOverTime", { ...partition, ...nights });
  const tally = newTally();
  const grouping = listener.grouping(split.taken);
  const partitions = await Promise.all(
    split.partitionRows.map(async (rows, partition) => {
      const grouped = groupedSchema.parse(await askFor({ folder, partition, rows }));
      grouping.rows(grouped.written);
      return grouped;
    }),
  );
  // Whichever thread was faster, what is told of the file is told in one order.
  for (const grouped of partitions) addTally(tally, grouped.tally);
  await threads.askEach("flush", null);
  await Promise.all(Array.from({ length: BINS }, (_, bin) => threads.ask("join", { bin })));
  grouping.done();
  const past = partitions.flatMap((grouped) => grouped.past ?? []).reduce<PastTally | undefined>(added, undefined);
  const imported = resultOf(
    { ...split, ...tally, unknownColumns: [...split.unknownColumns], partitionsDone: 0 },
    false,
  );
  return { imported, ...(past && { past }) };
};

const added = (a: PastTally | undefined, b: PastTally): PastTally => (a === undefined ? b : addPast(a, b));
