import { z } from "zod";
import { parseJson } from "./parse-json.ts";
import { instantSchema } from "./time.ts";

/** What erasure leaves of a body that was on its way, so that its message knows what became of it. */
const erasedBodySchema = z.strictObject({ erased: z.strictObject({ at: instantSchema }) });
export type ErasedBody = z.infer<typeof erasedBodySchema>;

/** Undefined for a body that is whole. */
export const readErasedBody = (body: Uint8Array): ErasedBody | undefined =>
  erasedBodySchema.safeParse(parseJson(Buffer.from(body).toString("utf8"))).data;
