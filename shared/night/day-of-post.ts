import { addToCampaigns, newCampaignTallies } from "../campaigns/tally-campaigns.ts";
import { goesLaterAt } from "../campaigns/withhold.ts";
import { messagesCsv } from "../marketing/messages-csv.ts";
import type { CampaignLibrary } from "../model/campaign-library.ts";
import type { CampaignTally } from "../model/campaign-tally.ts";
import type { HandedChannel } from "../model/channel.ts";
import type { PublishedFile } from "../model/manifest.ts";
import { isWithheld, type MessageOutcome } from "../model/message.ts";
import type { NightRun } from "../model/night.ts";
import type { PostDue } from "../model/post-due.ts";
import type { Unsent } from "../model/refusal.ts";
import type { PublishFile } from "../ports/published.ts";
import { firstDue } from "./first-due.ts";
import { outboxFiles } from "./publish-outbox.ts";
import { isUnsent, nothingUnsent, unsentWith } from "./unsent.ts";

export type PublishPostDeps = {
  /** What became of the day's mail, a shard at a time. */
  readOutcomesOf: (run: NightRun) => AsyncIterable<readonly MessageOutcome[]>;
  publishFile: PublishFile;
};

/** What became of a day's mail, in counts. */
export type DayOfPost = {
  rows: number;
  /** Mails that the mail service took, and those of them that this run sent. */
  sent: number;
  sentHere: number;
  inProgress: number;
  /** Mails to dormant addresses that went out, or may have. */
  warmed: number;
  handedOver: Partial<Record<HandedChannel, number>>;
  campaigns: readonly CampaignTally[];
  unsent: Unsent;
  unsentShards: number[];
  /** Shards in which something may leave yet today, and from when on. */
  due: PostDue["due"];
};

/**
 * Publishes what became of a day's mail, and what other systems are to send, and counts it: all of it in one pass, so that files and
 * counts tell of one moment. A shard's outcomes are in memory at a time.
 *
 * @param heldForImport an import of orders wrote while the night read: what it planned for later hours waits for that
 */
export const publishPost = async (
  run: NightRun,
  library: CampaignLibrary,
  deps: PublishPostDeps,
  { heldForImport = false }: { heldForImport?: boolean } = {},
): Promise<{ files: PublishedFile[]; post: DayOfPost }> => {
  const outbox = outboxFiles(run, library, deps);
  const campaigns = newCampaignTallies(library.campaigns.map(({ campaign }) => campaign));
  const post = emptyPost();
  let shard = 0;
  const counted = async function* () {
    for await (const all of deps.readOutcomesOf(run)) {
      const listed = all.filter(isOfToday);
      const outcomes = heldForImport ? listed.map(heldForIt) : listed;
      count(post, listed, { run, shard: shard++ });
      addToCampaigns(campaigns, outcomes);
      await outbox.add(outcomes);
      yield outcomes;
    }
  };
  try {
    const messages = await deps.publishFile(run.asOf, "messages.csv", messagesCsv(counted()), null);
    const files = [{ ...messages, rows: post.rows }, ...(await outbox.end())];
    return { files, post: { ...post, campaigns: [...campaigns.values()] } };
  } catch (error) {
    await outbox.giveUp(error);
    throw error;
  }
};

/** What waits for its hour in a night that read while an import wrote: no hour of that night sends it. */
const heldForIt = (row: MessageOutcome): MessageOutcome => {
  if (!isWithheld(row) || goesLaterAt(row) === undefined) return row;
  const { until: _, ...rest } = row;
  return { ...rest, reason: "import-unfinished" };
};

/** A step is due until it is written: of its other days the day's files say nothing. */
const isOfToday = (row: MessageOutcome): boolean => !isWithheld(row) || row.writtenOn === undefined;

const emptyPost = (): DayOfPost => ({
  rows: 0,
  sent: 0,
  sentHere: 0,
  inProgress: 0,
  warmed: 0,
  handedOver: {},
  campaigns: [],
  unsent: nothingUnsent,
  unsentShards: [],
  due: [],
});

const count = (
  post: DayOfPost,
  outcomes: readonly MessageOutcome[],
  { run, shard }: { run: NightRun; shard: number },
): void => {
  post.rows += outcomes.length;
  post.unsent = unsentWith(post.unsent, outcomes);
  if (outcomes.some(isUnsent)) post.unsentShards.push(shard);
  const at = firstDue(outcomes, run);
  // Last comes what other attempts at the night wrote: of no shard of this one.
  if (at !== undefined && shard < run.shards) post.due.push({ shard, at });
  for (const row of outcomes) {
    if (row.outcome === "in-progress") post.inProgress += 1;
    if (!isWithheld(row) && row.warmed && row.outcome !== "refused") post.warmed += 1;
    if (row.outcome !== "sent") continue;
    if (row.channel !== undefined) post.handedOver[row.channel] = (post.handedOver[row.channel] ?? 0) + 1;
    else {
      post.sent += 1;
      if (row.runId === run.runId) post.sentHere += 1;
    }
  }
};
