import { outboxCsv, outboxPath } from "../marketing/outbox-csv.ts";
import type { CampaignLibrary } from "../model/campaign-library.ts";
import type { Channel, HandedChannel } from "../model/channel.ts";
import type { PublishedFile } from "../model/manifest.ts";
import type { MessageOutcome } from "../model/message.ts";
import type { NightRun } from "../model/night.ts";
import { receiverOf } from "../model/receiver-of.ts";
import type { PublishFile } from "../ports/published.ts";

export type PublishOutboxDeps = { publishFile: PublishFile };

/**
 * Publishes what other systems are to send, a file for each channel that an enabled campaign goes by: of what the shards left,
 * that which the ledger says was claimed (docs/adr/0017).
 */
export const publishOutbox = async (
  run: NightRun,
  { campaigns }: CampaignLibrary,
  outcomes: readonly MessageOutcome[],
  { publishFile }: PublishOutboxDeps,
): Promise<PublishedFile[]> => {
  const claimed = outcomes.flatMap((row) => (row.outcome === "sent" && row.entry ? [row.entry] : []));
  // What an earlier attempt claimed for a file stands there, though its channel has a receiver by now: nobody posts it.
  const channels = new Set([
    ...campaigns.flatMap(({ campaign }) => (campaign.enabled ? inFile(campaign.channel, run) : [])),
    ...claimed.map(({ channel }) => channel),
  ]);
  const files: PublishedFile[] = [];
  for (const channel of [...channels].sort()) {
    const ofChannel = claimed.filter((entry) => entry.channel === channel);
    files.push(await publishFile(run.asOf, outboxPath(channel), outboxCsv(ofChannel), ofChannel.length));
  }
  return files;
};

/** What is posted stands in no file. */
const inFile = (channel: Channel, run: NightRun): HandedChannel[] =>
  channel === "email" || receiverOf(channel, run) !== undefined ? [] : [channel];
