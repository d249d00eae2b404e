import { z } from "zod";
import { parseJson } from "./parse-json.ts";
import { instantSchema } from "./time.ts";

/**
 * What erasure leaves of a body that was on its way: the identities under which a worker may have begun to record it, so
 * that its message takes back what was begun. None where the body was older than any message.
 */
const erasedBodySchema = z.strictObject({
  erased: z.strictObject({ at: instantSchema, identities: z.array(z.string()) }),
});
export type ErasedBody = z.infer<typeof erasedBodySchema>;

/** Undefined for a body that is whole. */
export const readErasedBody = (body: Uint8Array): ErasedBody | undefined =>
  erasedBodySchema.safeParse(parseJson(Buffer.from(body).toString("utf8"))).data;
