import * as z from "zod";
import { comparedSources } from "./order.ts";
import { shareSchema } from "./share.ts";

/** With which systems a night compares what it knows (docs/adr/0014). */
export const comparisonSettings = z
  .strictObject({
    sources: z
      .array(z.enum(comparedSources))
      .default([])
      .describe(
        "Sources whose orders every night compares with the shop's own API, and fetches where their webhooks were lost. Each needs `token` and `api` in its secret, as its page in `docs/sources` says.",
      ),
    days: z
      .int()
      .min(1)
      .max(31)
      .default(7)
      .describe("How many days are compared, up to the one that the night describes."),
    alarmShare: shareSchema
      .default(0.02)
      .describe(
        "An alarm goes off where more than this share of the orders of the days compared, or of their value, is not as the shop has it.",
      ),
  })
  .prefault({});
