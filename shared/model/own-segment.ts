import * as z from "zod";
import { segments } from "./segments.ts";
import { nameSchema } from "./written-text.ts";

const builtIn: ReadonlySet<string> = new Set(segments.map(({ name }) => name));
export const isBuiltIn = (name: string): boolean => builtIn.has(name);

/** What a segment is called: its file's name, and its word in conditions. */
export const segmentNameSchema = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,39}$/, { error: "expected at most 40 small letters, digits and -, a letter first" });

const ownSegmentNameSchema = segmentNameSchema.refine((name) => !isBuiltIn(name), {
  error: "expected a name that no segment of Rouse's own has",
});

const writtenSegmentSchema = z.strictObject({
  title: nameSchema.describe("What report and segments.csv call it"),
  title_zh: nameSchema.optional().describe("The same in Chinese; without it, the title"),
  when: z.string().describe("The condition, in CEL: who meets it tonight is in the segment"),
});

/** Nobody reads more files than this in the morning. */
const MOST_SEGMENTS = 50;

/** `campaigns/segments.yaml`: each segment by its name, in the order of the files. */
export const segmentsFileSchema = z
  .record(ownSegmentNameSchema, writtenSegmentSchema)
  .refine((file) => Object.keys(file).length <= MOST_SEGMENTS, { error: `expected at most ${MOST_SEGMENTS} segments` });

/** A segment that marketing made. */
export const ownSegmentSchema = writtenSegmentSchema.extend({ name: ownSegmentNameSchema });
export type OwnSegment = z.infer<typeof ownSegmentSchema>;

/** What a later night has to know of one to compare with it: who is newly in it, or it in them. */
export const knownSegmentSchema = ownSegmentSchema.pick({ name: true, when: true });
export type KnownSegment = z.infer<typeof knownSegmentSchema>;

/** Since when in a segment, where no night saw anybody come into it: it was made or changed while they were in it already. */
export const EARLIER = "earlier";
