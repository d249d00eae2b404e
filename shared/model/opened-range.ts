import * as z from "zod";

/**
 * By how many times the ends of a range were moved apart, beyond what the past had shown, since the shop is odd and what is foretold of it may
 * be off one way: `low` at most 1, `high` at least 1. Source: `openedRange`.
 */
export const openedRangeSchema = z.object({ low: z.number().min(0).max(1), high: z.number().min(1) });
export type OpenedRange = z.infer<typeof openedRangeSchema>;
