import * as z from "zod";
import { archivePrefixes } from "../model/archive-keys.ts";
import { type Measure, measureSchema } from "../model/manifest.ts";
import { parseJson } from "../model/parse-json.ts";
import type { FileStore } from "../ports/files.ts";
import { decodeHashIndex, encodeHashIndex, type HashIndex } from "../stats/hash-index.ts";

/** A part of a file as it was seen: how long it is, its sum, the rows that name somebody, and hashes of all their names. */
export type SeenPart = Measure & { rows: number; names: HashIndex };
/** What one version of a file held when all of it was gone through. Its parts lie one behind the other. */
export type SeenFile = { version: string; parts: readonly SeenPart[] };

/**
 * By which rules rows were read and named. To be raised with whatever changes what a row of a file that is kept names somebody by (how
 * cells are read, how an address is normalised, which columns count): what was noted by other rules tells nothing.
 */
const NAMING = 1;

const headSchema = z.strictObject({
  naming: z.literal(NAMING),
  version: z.string(),
  parts: z.array(measureSchema.extend({ rows: z.int().nonnegative(), names: z.int().nonnegative() })),
});

/** Where it stands what a file of a night was seen to hold. */
export const seenKey = (key: string): string => `${archivePrefixes.sweepsSeen}${key}.names`;

/** Undefined where nobody went through the file yet, or what was noted of it cannot be read: then it has to be gone through. */
export const findSeen = async (data: Pick<FileStore, "read">, key: string): Promise<SeenFile | undefined> => {
  const bytes = await data.read(seenKey(key));
  const end = bytes?.indexOf(LINE_FEED) ?? -1;
  if (bytes === undefined || end === -1) return undefined;
  const head = headSchema.safeParse(parseJson(Buffer.from(bytes.subarray(0, end)).toString("utf8"))).data;
  const names = decodeHashIndex(bytes.subarray(end + 1));
  if (head === undefined || names === undefined) return undefined;
  let at = 0;
  const parts = head.parts.map((part) => {
    const start = at;
    at += part.names;
    return { ...part, names: names.subarray(start, at) };
  });
  return at === names.length ? { version: head.version, parts } : undefined;
};

/** A line of JSON, and behind it the names of all parts, four bytes each. */
export const saveSeen = async (
  data: Pick<FileStore, "write">,
  key: string,
  { version, parts }: SeenFile,
): Promise<void> => {
  const head = {
    naming: NAMING,
    version,
    parts: parts.map(({ names, ...part }) => ({ ...part, names: names.length })),
  };
  const line = Buffer.from(`${JSON.stringify(headSchema.parse(head))}\n`);
  await data.write(seenKey(key), Buffer.concat([line, ...parts.map(({ names }) => encodeHashIndex(names))]));
};

/** A file as a manifest measures it: of one part, by one sum. */
export const measureOfParts = (parts: readonly SeenPart[]): Measure | { bytes: number; parts: Measure[] } => {
  const measures = parts.map(({ bytes, sha256 }) => ({ bytes, sha256 }));
  const [first] = measures;
  if (measures.length === 1 && first !== undefined) return first;
  return { bytes: measures.reduce((sum, part) => sum + part.bytes, 0), parts: measures };
};

const LINE_FEED = 0x0a;
