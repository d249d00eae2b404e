import { outboxHeader, outboxLines, outboxPath } from "../marketing/outbox-csv.ts";
import type { CampaignLibrary } from "../model/campaign-library.ts";
import type { Channel, HandedChannel } from "../model/channel.ts";
import { handOver } from "../model/hand-over.ts";
import type { PublishedFile } from "../model/manifest.ts";
import type { MessageOutcome } from "../model/message.ts";
import type { NightRun } from "../model/night.ts";
import type { OutboxEntry } from "../model/outbox.ts";
import { receiverOf } from "../model/receiver-of.ts";
import type { PublishFile } from "../ports/published.ts";

export type PublishOutboxDeps = { publishFile: PublishFile };

/** Entries of a channel that are in memory at once, in one order; some 50 MB. */
const ENTRIES_AT_A_TIME = 100_000;

/**
 * What other systems are to send, a file for each channel that an enabled campaign goes by: of what the shards left, that which the
 * ledger says was claimed (docs/adr/0017). Entries stand in an order that goes by who and what alone; where there are more than
 * `entriesAtATime`, in as many such orders one after the other.
 */
export const outboxFiles = (
  run: NightRun,
  { campaigns }: CampaignLibrary,
  { publishFile }: PublishOutboxDeps,
  entriesAtATime = ENTRIES_AT_A_TIME,
) => {
  const fileOf = (channel: HandedChannel) => {
    const begin = () =>
      handOver((chunks: AsyncIterable<string>) => publishFile(run.asOf, outboxPath(channel), chunks, null));
    let file: ReturnType<typeof begin> | undefined;
    let rows = 0;
    let waiting: OutboxEntry[] = [];
    const write = async () => {
      const header = file === undefined ? outboxHeader : "";
      file ??= begin();
      await file.give(header + outboxLines(waiting));
      waiting = [];
      return file;
    };
    return {
      add: async (entry: OutboxEntry): Promise<void> => {
        rows += 1;
        if (waiting.push(entry) >= entriesAtATime) await write();
      },
      end: async (): Promise<PublishedFile> => ({ ...(await (await write()).end()), rows }),
      giveUp: async (error: unknown) => file?.giveUp(error),
    };
  };
  // What an earlier attempt claimed for a file stands there, though its channel has a receiver by now: nobody posts it.
  const files = new Map<HandedChannel, ReturnType<typeof fileOf>>();
  const open = (channel: HandedChannel) => {
    const file = files.get(channel) ?? fileOf(channel);
    files.set(channel, file);
    return file;
  };
  for (const { campaign } of campaigns)
    if (campaign.enabled) for (const channel of inFile(campaign.channel, run)) open(channel);
  return {
    add: async (outcomes: readonly MessageOutcome[]): Promise<void> => {
      for (const row of outcomes) if (row.outcome === "sent" && row.entry) await open(row.entry.channel).add(row.entry);
    },
    end: async (): Promise<PublishedFile[]> => {
      const published: PublishedFile[] = [];
      for (const [, file] of [...files].sort(([a], [b]) => (a < b ? -1 : 1))) published.push(await file.end());
      return published;
    },
    /** Leaves nothing half written. */
    giveUp: async (error: unknown): Promise<void> => {
      for (const file of files.values()) await file.giveUp(error);
    },
  };
};

/** What is posted stands in no file. */
const inFile = (channel: Channel, run: NightRun): HandedChannel[] =>
  channel === "email" || receiverOf(channel, run) !== undefined ? [] : [channel];
