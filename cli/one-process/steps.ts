import * as z from "zod";
import type { SpooledCustomer } from "../../shared/adapters/customer-spool.ts";
import { closeInputSchema, runInputSchema, shardInputSchema } from "../../shared/model/night.ts";
import { daySchema, instantSchema } from "../../shared/model/time.ts";
import { closeNight } from "../../shared/night/close-night.ts";
import { fitModels } from "../../shared/night/fit-models.ts";
import { publishNight } from "../../shared/night/publish-night.ts";
import { scoreShard } from "../../shared/night/score-shard.ts";
import { summariseShard } from "../../shared/night/summarise-shard.ts";
import { notifyShard } from "../../shared/post/notify-shard.ts";
import { outcomesOfDay } from "../../shared/post/outcomes-of-day.ts";
import { groupRows, type RowGroup } from "../import/group-rows.ts";
import { judgedBy } from "../import/newer-row.ts";
import { readOwnPartition } from "../import/spool.ts";
import { newTally, tallyPartition } from "../import/tally-partition.ts";
import { customersOfFile } from "../import/write-customers.ts";
import { groupOverTime } from "../rehearse/group-over-time.ts";
import { pastOf } from "../rehearse/past-tally.ts";
import type { Ground } from "./ground.ts";
import type { Grouped } from "./grouped.ts";
import { peopleOfGroup } from "./people-of-group.ts";

/** One partition of a file's rows, and how many it has. */
const partitionSchema = z.object({ folder: z.string(), partition: z.int(), rows: z.int() });
type Partition = z.infer<typeof partitionSchema>;
/** The same with the nights of a rehearsal. */
const pastSchema = partitionSchema.extend({
  moments: z.tuple([instantSchema], instantSchema),
  firstAsOf: daySchema,
});

/** A step as threads know it: what it is given comes from another thread. */
const step =
  <Input extends z.ZodType>(schema: Input, work: (input: z.output<Input>, ground: Ground) => Promise<unknown>) =>
  (input: unknown, ground: Ground): Promise<unknown> =>
    work(schema.parse(input), ground);

/** What threads do, each by its name: what they are given and answer is plain data. */
export const steps = {
  group: step(partitionSchema, async (partition, ground): Promise<Grouped> => {
    const groups = groupsIn(partition, ground);
    const spooled: SpooledCustomer[] = [];
    for (const group of groups) spooled.push(...(await peopleOfGroup(group, ground)));
    ground.spool.put(spooled);
    return tallied(groups, spooled, ground);
  }),
  /** The same for every night of a rehearsal, as it was known then. */
  groupOverTime: step(pastSchema, async ({ moments, firstAsOf, ...partition }, ground): Promise<Grouped> => {
    const groups = groupsIn(partition, ground);
    const over = { moments, firstAsOf, judge: judgedBy(ground.settings) };
    const atEnd: SpooledCustomer[] = [];
    for (const group of groups) {
      const known = await groupOverTime(group, over, ground);
      ground.spool.put(known.first);
      for (const { night, record } of known.changes) ground.changes.put(night, record);
      atEnd.push(...known.atEnd);
    }
    return { ...tallied(groups, atEnd, ground), past: pastOf(groups, atEnd) };
  }),
  /** All rows of the file have been grouped: every thread is asked once. */
  flush: step(z.null(), async (_input, ground) => {
    ground.spool.flush();
    ground.changes.flush();
  }),
  join: step(z.object({ bin: z.int() }), async ({ bin }, ground) => ground.joinBin(bin)),
  /** What is known of customers in one night of a rehearsal more than in the one before it. */
  advance: step(z.object({ night: z.int() }), async ({ night }, ground) => ground.applyChanges(night)),
  summarise: step(shardInputSchema, summariseShard),
  fit: step(runInputSchema, fitModels),
  score: step(shardInputSchema, (input, ground) => {
    // Customers are summarised by now, and of a large shop those that stay read take as much as a shard's scores.
    ground.letGoOfCustomers();
    return scoreShard(input, ground);
  }),
  publish: step(runInputSchema, publishNight),
  notify: step(shardInputSchema, notifyShard),
  close: step(closeInputSchema, (input, ground) =>
    closeNight(input, { ...ground, readOutcomesOf: (run) => outcomesOfDay(run, ground) }),
  ),
} as const;
export type StepName = keyof typeof steps;

const groupsIn = ({ folder, partition, rows }: Partition, ground: Ground): RowGroup[] =>
  groupRows(readOwnPartition(folder, partition, rows), ground.hash, judgedBy(ground.settings));

const tallied = (groups: readonly RowGroup[], spooled: readonly SpooledCustomer[], ground: Ground): Grouped => {
  const customers = spooled.map(({ customer }) => customer);
  const written = { groups, customerIds: customersOfFile(groups, customers), leftOut: [], ofOthers: [], notTaken: [] };
  const tally = newTally();
  return { written: tallyPartition(tally, written, judgedBy(ground.settings)), tally };
};
