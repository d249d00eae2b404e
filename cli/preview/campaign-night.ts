import { nightlyPrefix } from "../../shared/model/kept-files.ts";
import { latestSchema } from "../../shared/model/manifest.ts";
import { stopReasonSchema, withheldSchema } from "../../shared/model/message.ts";
import { marketingKeys } from "../../shared/model/night.ts";
import { parseJson } from "../../shared/model/parse-json.ts";
import { type Day, daySchema } from "../../shared/model/time.ts";
import type { FileStore } from "../../shared/ports/files.ts";
import { outcomeWords } from "../../shared/words/outcome-words.ts";
import { withheldWords } from "../../shared/words/stop-words.ts";
import { readMessages, type ToldMessage } from "../post/read-messages.ts";

/** Customers, how many and the first few of them by their ids. */
export type SomeCustomers = { count: number; ids: readonly string[] };

/** What the last night had of one campaign. */
export type CampaignNight = {
  asOf: Day;
  /** Messages that were due, a step each, and to how many customers. */
  messages: number;
  customers: number;
  /** What became of the messages, most first. */
  outcomes: readonly { says: string; messages: number }[];
  /** Against the complete night before it; absent where there is none. */
  since?: { asOf: Day; added: SomeCustomers; dropped: SomeCustomers };
};

type Candidates = { outcomes: Map<string, number>; customers: Set<string>; rows: number };
type ReadFiles = Pick<FileStore, "read" | "readStream" | "listFolder">;

const MOST_NAMED = 20;

/** By campaign, what the newest complete night had of it; undefined where there is no night, or its messages are not there yet. */
export const readLastNight = async (
  marketing: ReadFiles,
): Promise<((campaignId: string) => CampaignNight) | undefined> => {
  const pointer = await marketing.read(marketingKeys.latest());
  const asOf = latestSchema.safeParse(parseJson(Buffer.from(pointer ?? []).toString("utf8"))).data?.asOf;
  const tonight = asOf === undefined ? undefined : await candidatesOf(marketing, asOf);
  if (asOf === undefined || tonight === undefined) return undefined;
  const earlier = await nightBefore(marketing, asOf);
  const before = earlier === undefined ? undefined : await candidatesOf(marketing, earlier);
  return (campaignId) => {
    const now = tonight.get(campaignId) ?? nobody();
    const then = before?.get(campaignId) ?? nobody();
    return {
      asOf,
      messages: now.rows,
      customers: now.customers.size,
      outcomes: [...now.outcomes]
        .map(([says, messages]) => ({ says, messages }))
        .sort((a, b) => b.messages - a.messages || (a.says < b.says ? -1 : 1)),
      ...(earlier !== undefined &&
        before !== undefined && {
          since: {
            asOf: earlier,
            added: some(now.customers, then.customers),
            dropped: some(then.customers, now.customers),
          },
        }),
    };
  };
};

const nobody = (): Candidates => ({ outcomes: new Map(), customers: new Set(), rows: 0 });

/** Who is among the one and not among the others. */
const some = (these: ReadonlySet<string>, others: ReadonlySet<string>): SomeCustomers => {
  const found = [...these].filter((id) => !others.has(id));
  return { count: found.length, ids: found.slice(0, MOST_NAMED) };
};

/** The newest complete night of an earlier day. */
export const nightBefore = async (
  marketing: Pick<FileStore, "read" | "listFolder">,
  asOf: Day,
): Promise<Day | undefined> => {
  const days: Day[] = [];
  for await (const folder of marketing.listFolder(nightlyPrefix)) {
    const day = /dt=(\d{4}-\d{2}-\d{2})\/$/.exec(folder)?.[1];
    if (day !== undefined && day < asOf) days.push(day);
  }
  for (const day of days.sort().reverse())
    if ((await marketing.read(marketingKeys.manifest(day))) !== undefined) return day;
  return undefined;
};

/** The candidates of a day by campaign; undefined where its file is not there. */
const candidatesOf = async (marketing: ReadFiles, day: Day): Promise<ReadonlyMap<string, Candidates> | undefined> => {
  const key = marketingKeys.messages(day);
  const found = new Map<string, Candidates>();
  try {
    for await (const row of readMessages(marketing.readStream(key))) {
      const of = found.get(row.campaign) ?? nobody();
      found.set(row.campaign, of);
      const says = saysOf(row);
      of.outcomes.set(says, (of.outcomes.get(says) ?? 0) + 1);
      of.customers.add(row.customer_id);
      of.rows += 1;
    }
  } catch (error) {
    if (error instanceof Error && error.name === "FileMissingError") return undefined;
    throw error;
  }
  return found;
};

const outcomes: ReadonlyMap<string, string> = new Map([["sent", "written"], ...Object.entries(outcomeWords)]);

/** What became of a candidate, as the report says it; a word that this version does not know as it stands. */
const saysOf = ({ outcome, reason, until = "" }: ToldMessage): string => {
  const known = stopReasonSchema.safeParse(reason).data;
  const then = withheldSchema.safeParse(outcome).data;
  if (known === undefined || then === undefined) return outcomes.get(outcome) ?? outcome;
  return withheldWords(then, known, { today: !daySchema.safeParse(until).success }).en;
};
