import * as z from "zod";
import { parseJson } from "./parse-json.ts";

/**
 * What stays, without a name, of a body that an erasure took away on its way (`erased`), or that no row names and whose work
 * is done (`done`): its message may come once more.
 */
const bodyNoteSchema = z.strictObject({ gone: z.enum(["erased", "done"]) });
export type BodyNote = z.infer<typeof bodyNoteSchema>;

/** What becomes of a message that finds such a note. */
export const outcomeOfNote = { erased: "erased-before", done: "done-before" } as const satisfies Record<
  BodyNote["gone"],
  string
>;

export const bodyNoteText = (note: BodyNote): string => JSON.stringify(note);

/** Undefined for a body that is whole. */
export const readBodyNote = (body: Uint8Array): BodyNote | undefined =>
  bodyNoteSchema.safeParse(parseJson(Buffer.from(body).toString("utf8"))).data;
