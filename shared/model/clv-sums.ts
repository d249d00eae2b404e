import * as z from "zod";
import { sumMinorSchema } from "./money.ts";

/** What the shop's expected CLV and its interval are made from, customer by customer: whole numbers, merged by adding. */
export const clvSumsSchema = z.object({
  /** CLV times the gradient of its logarithm in the logarithms of the purchase model's parameters and of p, q, gamma; minor units. */
  gradientMinor: z.array(sumMinorSchema).length(7),
  /** Variances of what each customer will bring, in minor times major units; null where spend varies without limit (q <= 2). */
  outcomeVariance: sumMinorSchema.nonnegative().nullable(),
});
export type ClvSums = z.infer<typeof clvSumsSchema>;
