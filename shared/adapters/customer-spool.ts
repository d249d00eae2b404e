import { appendFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod";
import type { Customer } from "../model/customer.ts";
import { type OrderInBrief, orderInBriefSchema } from "../model/order-in-brief.ts";
import { parseJson } from "../model/parse-json.ts";
import type { CountCustomers, ReadCustomers, ScanCustomers } from "../ports/customers.ts";
import { countBySample, firstPartOf, HASH_PARTS, hashPartOf, leastKeyOf, scanKeyOf } from "./scan-segments.ts";

/** Files that customers are spread over: few enough to write to all of them, and small enough to read one whole. */
export const BINS = 64;
const PARTS_PER_BIN = HASH_PARTS / BINS;
/** What all bins together may gather before they write. */
const GATHERED_BYTES = 16 * 1024 * 1024;
/** What of the bins stays read: all of a small shop, and those of a segment of a large one. */
const KEPT_BYTES = 64 * 1024 * 1024;
/** However large they are: a shard lies in two of a very large shop's, and its customers are read in no order. */
const LEAST_KEPT = 2;
const ROWS_PER_PAGE = 1_000;
/** Of a record: the lengths of its customer, of their orders, and of its key in a scan. */
const HEAD_BYTES = 10;

/** A customer, and what explains their numbers besides. */
export type SpooledCustomer = { customer: Customer; orders: readonly OrderInBrief[] };

type Gathered = { records: Buffer[]; bytes: number };

/**
 * Customers on their way from those who work out who is who to those who score: a bin for each range of their hashes. Any number of
 * writers may write to one folder, each under a number of its own; when all have, each bin is joined.
 */
export const createCustomerSpool = (folder: string, writer: number) => {
  const bins = Array.from({ length: BINS }, (): Gathered => ({ records: [], bytes: 0 }));
  let gathered = 0;
  const flush = () => {
    for (const [bin, { records }] of bins.entries()) {
      if (records.length === 0) continue;
      mkdirSync(draftsOf(folder, bin), { recursive: true, mode: 0o700 });
      appendFileSync(join(draftsOf(folder, bin), String(writer)), Buffer.concat(records), { mode: 0o600 });
    }
    for (const bin of bins) Object.assign(bin, { records: [], bytes: 0 });
    gathered = 0;
  };
  return {
    put: (customers: readonly SpooledCustomer[]): void => {
      for (const spooled of customers) {
        const scanKey = scanKeyOf(spooled.customer.customerId);
        const record = recordOf(scanKey, spooled);
        bins[binOf(scanKey)]?.records.push(record);
        gathered += record.byteLength;
        if (gathered > GATHERED_BYTES) flush();
      }
    },
    flush,
  };
};

/** The bin of a key in a scan. */
export const binOf = (scanKey: string): number => Math.floor(hashPartOf(scanKey) / PARTS_PER_BIN);

/** A bin's customers in the order of a scan, and until it is joined, what each writer has put there. */
export const binFile = (folder: string, bin: number): string => join(folder, `bin-${String(bin).padStart(2, "0")}`);
const draftsOf = (folder: string, bin: number): string => `${binFile(folder, bin)}.drafts`;

/** All writers have written: puts what they wrote in one order, whoever wrote it. */
export const joinBin = (folder: string, bin: number): void => {
  const drafts = draftsOf(folder, bin);
  if (!existsSync(drafts)) return;
  const records = readdirSync(drafts).flatMap((writer) => recordsIn(readFileSync(join(drafts, writer))));
  writeBin(folder, bin, records);
  rmSync(drafts, { recursive: true, force: true });
};

/** In the order of a scan. */
export const writeBin = (folder: string, bin: number, records: Iterable<Spooled>): void => {
  const sorted = [...records].sort((a, b) => (a.key < b.key ? -1 : 1)).map(({ whole }) => whole);
  writeFileSync(binFile(folder, bin), Buffer.concat(sorted), { mode: 0o600 });
};

/** A customer as bytes. */
export const recordOf = (scanKey: string, { customer, orders }: SpooledCustomer): Buffer =>
  packed(scanKey, rowText(customer), JSON.stringify(orders));

/** Stands for a customer who is not there any more. */
export const goneRecord = (scanKey: string): Buffer => packed(scanKey, "", "");
export const isGone = ({ row }: Spooled): boolean => row.byteLength === 0;

const packed = (scanKey: string, row: string, told: string): Buffer => {
  const [rowBytes, toldBytes] = [Buffer.byteLength(row), Buffer.byteLength(told)];
  const rowAt = HEAD_BYTES + scanKey.length;
  const record = Buffer.allocUnsafe(rowAt + rowBytes + toldBytes);
  record.writeUInt32LE(rowBytes, 0);
  record.writeUInt32LE(toldBytes, 4);
  record.writeUInt16LE(scanKey.length, 8);
  record.write(scanKey, HEAD_BYTES, "latin1");
  record.write(row, rowAt);
  record.write(told, rowAt + rowBytes);
  return record;
};

/** A customer as JSON, which is written and read several times as fast as V8's own form; bytes have none but as text. */
const rowText = ({ days, ...row }: Customer): string =>
  JSON.stringify({ ...row, days: Buffer.from(days.buffer, days.byteOffset, days.byteLength).toString("base64") });

/** A customer and their orders as bytes, under their key in a scan. */
export type Spooled = { key: string; row: Buffer; told: Buffer; whole: Buffer };

/** Records one after the other, in whatever order. */
export const recordsIn = (bytes: Buffer): Spooled[] => Array.from(startsIn(bytes), (start) => recordAt(bytes, start));

function* startsIn(bytes: Buffer): Generator<number> {
  for (let at = 0; at < bytes.byteLength; at = endOf(bytes, at)) yield at;
}

const recordAt = (bytes: Buffer, at: number): Spooled => {
  const rowAt = at + HEAD_BYTES + keyBytesAt(bytes, at);
  const toldAt = rowAt + bytes.readUInt32LE(at);
  const end = endOf(bytes, at);
  return {
    key: bytes.toString("latin1", at + HEAD_BYTES, rowAt),
    row: bytes.subarray(rowAt, toldAt),
    told: bytes.subarray(toldAt, end),
    whole: bytes.subarray(at, end),
  };
};

const endOf = (bytes: Buffer, at: number): number =>
  at + HEAD_BYTES + keyBytesAt(bytes, at) + bytes.readUInt32LE(at) + bytes.readUInt32LE(at + 4);
const keyBytesAt = (bytes: Buffer, at: number): number => bytes.readUInt16LE(at + 8);

/** A bin as it was written: records in the order of a scan, and where each begins, for a record at hand costs several times its bytes. */
export type Bin = { bytes: Buffer; starts: Uint32Array };

export const readBin = (folder: string, bin: number): Bin => {
  const file = binFile(folder, bin);
  const bytes = existsSync(file) ? readFileSync(file) : Buffer.alloc(0);
  return { bytes, starts: Uint32Array.from(startsIn(bytes)) };
};

/** Its records from the first up to another, without that one. */
export function* recordsOf({ bytes, starts }: Bin, first = 0, end = starts.length): Generator<Spooled> {
  for (const start of starts.subarray(first, end)) yield recordAt(bytes, start);
}

/** The first record whose key is not below this one; as many as there are, if all are below. */
const findFrom = ({ bytes, starts }: Bin, key: string): number => {
  const sought = Buffer.from(key, "latin1");
  let [low, high] = [0, starts.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    const at = starts[middle] ?? 0;
    const keyAt = at + HEAD_BYTES;
    if (bytes.compare(sought, 0, sought.length, keyAt, keyAt + keyBytesAt(bytes, at)) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
};

/** What was spooled, as the table of customers has it. */
export const spooledCustomers = (folder: string, mostBytes = KEPT_BYTES) => {
  const kept = new Map<number, Bin>();
  let keptBytes = 0;
  const binAt = (bin: number): Bin => {
    const known = kept.get(bin);
    if (known !== undefined) return known;
    const read = readBin(folder, bin);
    for (const [oldest, { bytes }] of kept) {
      if (keptBytes + read.bytes.byteLength <= mostBytes || kept.size < LEAST_KEPT) break;
      kept.delete(oldest);
      keptBytes -= bytes.byteLength;
    }
    kept.set(bin, read);
    keptBytes += read.bytes.byteLength;
    return read;
  };

  const scanRows = function* (segment: number, segments: number): Generator<readonly Spooled[]> {
    const [first, end] = [firstPartOf(segment, segments), firstPartOf(segment + 1, segments)];
    for (let bin = Math.floor(first / PARTS_PER_BIN); bin * PARTS_PER_BIN < end; bin++) {
      const read = binAt(bin);
      const [from, to] = [findFrom(read, leastKeyOf(first)), findFrom(read, leastKeyOf(end))];
      for (let at = from; at < to; at += ROWS_PER_PAGE)
        yield [...recordsOf(read, at, Math.min(at + ROWS_PER_PAGE, to))];
    }
  };

  const scanCustomers: ScanCustomers = async function* (segment, segments) {
    for (const page of scanRows(segment, segments)) yield page.map(({ row }) => customerIn(row));
  };

  /** As many as the table's own adapter counts, which is a sample of the whole. */
  const countCustomers: CountCustomers = () =>
    countBySample(async (segment, segments) => {
      let counted = 0;
      for (const page of scanRows(segment, segments)) counted += page.length;
      return counted;
    });

  const find = (customerId: string): Spooled | undefined => {
    const key = scanKeyOf(customerId);
    const bin = binAt(binOf(key));
    const [found] = recordsOf(bin, findFrom(bin, key));
    return found?.key === key ? found : undefined;
  };

  const readCustomers: ReadCustomers = async (customerIds) =>
    new Map(
      customerIds.flatMap((customerId) => {
        const spooled = find(customerId);
        return spooled === undefined ? [] : [[customerId, customerIn(spooled.row)] as const];
      }),
    );

  const ordersOf = (customerId: string): readonly OrderInBrief[] => {
    const spooled = find(customerId);
    return spooled === undefined ? [] : ordersSchema.parse(parseJson(spooled.told.toString("utf8")));
  };

  /** For who reads nobody for a while and needs the memory. */
  const letGo = (): void => {
    kept.clear();
    keptBytes = 0;
  };

  return { scanCustomers, countCustomers, readCustomers, ordersOf, letGo };
};

const ordersSchema = z.array(orderInBriefSchema);

/** What `recordOf` was given: this program alone writes there. */
export const customerIn = (row: Buffer): Customer => {
  const written: Omit<Customer, "days"> & { days: string } = JSON.parse(row.toString("utf8"));
  return { ...written, days: new Uint8Array(Buffer.from(written.days, "base64")) };
};
