import * as z from "zod";
import { archivePrefixes } from "./archive-keys.ts";
import { sourceSchema } from "./order.ts";
import { instantSchema } from "./time.ts";

/**
 * What an erasure sends itself through the orders queue: to look once more when every writer who had begun before it is
 * gone (docs/adr/0006). `lookAgain` is the key of its places: ids never stand on a queue.
 */
export const lookAgainSchema = z.strictObject({ lookAgain: z.string().startsWith(archivePrefixes.erasures) });
export type LookAgain = z.infer<typeof lookAgainSchema>;

/** Where an erasure looked, and looks again. It goes when that is done. */
export const placesSchema = z.strictObject({
  /** When the erasure began. */
  at: instantSchema,
  /** When it was asked for, where that was before. */
  askedAt: instantSchema.optional(),
  handles: z.array(z.string()).readonly(),
  /** How far these lead (`findSubject`). */
  reach: z.enum(["person", "held"]).default("person"),
  customerIds: z.array(z.string()).readonly(),
  identities: z.array(z.string()).readonly(),
  holders: z.array(z.string()).readonly(),
  /** Keys of their handles on channels other than mail. */
  handleKeys: z.array(z.string()).readonly().default([]),
  /** Numbers and other handles, as identities, that nobody else had: a parked body that names nobody but them goes. */
  ownHandles: z.array(z.string()).readonly().default([]),
  /** Keys of addresses of theirs that others have as well. */
  sharedKeys: z.array(z.string()).readonly().default([]),
  /** Numbers of their orders. */
  orders: z.array(z.string()).readonly(),
  /** What their bodies on the way say beside that, of whomever. */
  told: z.array(z.string()).readonly(),
  /** Where bodies of theirs would lie that were recorded meanwhile. */
  bodies: z.array(z.string()).readonly(),
  /** Whether files that no row names are to be gone through as well. */
  files: z.enum(["to-do", "done"]),
  /** The source whose every customer was erased. */
  source: sourceSchema.optional(),
});
export type Places = z.output<typeof placesSchema>;

/** How far the erasure of a source has come with what is to be kept: through which of its customers, by a keyed hash of each. */
export const markOfSourceSchema = z.strictObject({ at: instantSchema, through: z.string() });

/**
 * How long an erasure waits to look again: the longest that a queue delays a message. No writer lives so long: the
 * function that records is stopped after five minutes.
 */
export const LOOK_AGAIN_AFTER_SECONDS = 900;
