import * as z from "zod";
import type { SpooledCustomer } from "../../shared/adapters/customer-spool.ts";
import { closeInputSchema, runInputSchema, shardInputSchema } from "../../shared/model/night.ts";
import { inBrief } from "../../shared/model/order-in-brief.ts";
import { closeNight } from "../../shared/night/close-night.ts";
import { fitModels } from "../../shared/night/fit-models.ts";
import { publishNight } from "../../shared/night/publish-night.ts";
import { scoreShard } from "../../shared/night/score-shard.ts";
import { summariseShard } from "../../shared/night/summarise-shard.ts";
import { notifyShard } from "../../shared/post/notify-shard.ts";
import { outcomesOfDay } from "../../shared/post/outcomes-of-day.ts";
import { evidenceOf, peopleIn } from "../import/file-evidence.ts";
import { groupRows, type RowGroup } from "../import/group-rows.ts";
import { judgedBy } from "../import/newer-row.ts";
import { plainBuyerIn } from "../import/plain-buyer.ts";
import { readOwnPartition } from "../import/spool.ts";
import { newTally, tallyPartition, tallySchema } from "../import/tally-partition.ts";
import { customersOfFile } from "../import/write-customers.ts";
import type { Ground } from "./ground.ts";

/** One partition of a file's rows, and how many it has. */
const partitionSchema = z.object({ folder: z.string(), partition: z.int(), rows: z.int() });

/** A step as threads know it: what it is given comes from another thread. */
const step =
  <Input extends z.ZodType>(schema: Input, work: (input: z.output<Input>, ground: Ground) => Promise<unknown>) =>
  (input: unknown, ground: Ground): Promise<unknown> =>
    work(schema.parse(input), ground);

/** What threads do, each by its name: what they are given and answer is plain data. */
export const steps = {
  group: step(partitionSchema, async ({ folder, partition, rows }, ground): Promise<Grouped> => {
    const judge = judgedBy(ground.settings);
    const groups = groupRows(readOwnPartition(folder, partition, rows), ground.hash, judge);
    const spooled: SpooledCustomer[] = [];
    for (const group of groups) spooled.push(...(await customersIn(group, ground)));
    ground.spool.put(spooled);
    const customerIds = customersOfFile(
      groups,
      spooled.map(({ customer }) => customer),
    );
    const tally = newTally();
    const written = tallyPartition(tally, { groups, customerIds, leftOut: [], ofOthers: [], notTaken: [] }, judge);
    return { tally, written };
  }),
  /** All rows of the file have been grouped: every thread is asked once. */
  flush: step(z.null(), async (_input, ground) => ground.spool.flush()),
  join: step(z.object({ bin: z.int() }), async ({ bin }, ground) => ground.joinBin(bin)),
  summarise: step(shardInputSchema, summariseShard),
  fit: step(runInputSchema, fitModels),
  score: step(shardInputSchema, scoreShard),
  publish: step(runInputSchema, publishNight),
  notify: step(shardInputSchema, notifyShard),
  close: step(closeInputSchema, (input, ground) =>
    closeNight(input, { ...ground, readOutcomesOf: (run) => outcomesOfDay(run, ground) }),
  ),
} as const;
export type StepName = keyof typeof steps;

/** What became of a partition. */
export const groupedSchema = z.object({ tally: tallySchema, written: z.int() });
type Grouped = z.infer<typeof groupedSchema>;

/** The customers that a group of a file makes, each with what explains their numbers. */
const customersIn = async (group: RowGroup, ground: Ground): Promise<SpooledCustomer[]> => {
  const plain = plainBuyerIn(group, ground);
  if (plain !== undefined) return [{ customer: plain.customer, orders: plain.orders.map(inBrief) }];
  const evidence = evidenceOf(group, ground);
  const { customers } = await peopleIn(evidence, ground);
  const ordersOf = Map.groupBy(evidence.orders, ({ holder }) => holder);
  return customers.map((customer) => ({
    customer,
    orders: customer.holders.flatMap((holder) => ordersOf.get(holder) ?? []).map(inBrief),
  }));
};
