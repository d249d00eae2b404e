import * as z from "zod";

/** Warm-up mails that went out, and what came back of them. */
const cameBackSchema = z.object({
  sent: z.int().nonnegative(),
  bounced: z.int().nonnegative(),
  complained: z.int().nonnegative(),
});

/** Days of warm-up mail that a day's number goes by. */
export const WARM_UP_DAYS = 14;

/** To how many dormant addresses mail may go in a day, and why so many. */
export const warmUpSchema = z.object({
  number: z.int().nonnegative(),
  /** `stands`: too little is known, or it is in doubt. `stopped`: too much came back. */
  trend: z.enum(["begins", "grows", "stands", "stopped"]),
  /** What it goes by, of the last `WARM_UP_DAYS`. */
  came: cameBackSchema,
});
export type WarmUp = z.infer<typeof warmUpSchema>;

/** What a day's number was, and how many mails to dormant addresses went out. */
export const warmedSchema = z.object({ number: z.int().nonnegative(), mails: z.int().nonnegative() });
export type Warmed = z.infer<typeof warmedSchema>;
