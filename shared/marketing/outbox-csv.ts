import type { HandedChannel } from "../model/channel.ts";
import { CSV_START, csvLine, csvText } from "../model/csv.ts";
import { normalisePhone } from "../model/identity.ts";
import type { OutboxEntry } from "../model/outbox.ts";
import { outboxColumns } from "../night-files/csv-columns.ts";

export const outboxPath = (channel: HandedChannel): string => `outbox/${channel}.csv`;

/** `outbox/<channel>.csv`: what the channel's system is to send. */
export const outboxHeader = CSV_START + csvLine(outboxColumns);
/** Its lines, in an order that goes by who and what alone. */
export const outboxLines = (entries: readonly OutboxEntry[]): string => entries.toSorted(byWhom).map(lineOf).join("");

const byWhom = (a: OutboxEntry, b: OutboxEntry): number => (nameOf(a) < nameOf(b) ? -1 : 1);
const nameOf = ({ customerId, campaignId, step, occurrence }: OutboxEntry): string =>
  [customerId, campaignId, step, occurrence].join("\0");

/** A phone number begins with a plus, and is no formula: whoever sends by this file takes it as it stands. */
const isNumber = (handle: string): boolean => normalisePhone(handle) === handle;

const lineOf = (entry: OutboxEntry): string =>
  csvLine([
    entry.messageId,
    csvText(entry.customerId),
    isNumber(entry.handle) ? entry.handle : csvText(entry.handle),
    csvText(entry.locale),
    csvText(entry.campaignId),
    csvText(entry.step),
    csvText(entry.occurrence),
    csvText(entry.text),
    entry.expiresOn,
  ]);
