import { statSync } from "node:fs";
import * as z from "zod";
import { lowPurchaseShop, retailShop } from "../support/simulate-customers.ts";

/** Simulated shops, and how many times fewer CPU seconds than lifetimes they should take. */
export const presets = {
  "low-purchase": { truth: lowPurchaseShop, timesFewer: 50 },
  retail: { truth: retailShop, timesFewer: 35 },
} as const;
export const presetSchema = z.enum(["low-purchase", "retail"]);
export type Preset = z.infer<typeof presetSchema>;

/** What a measured process says of itself. Memory is the most it ever had, the customers included. */
export const measuredSchema = z.object({
  /** `compared`: part of the way from summaries to CLV, which the peer goes too. */
  steps: z.array(z.object({ step: z.string(), compared: z.boolean(), cpuSeconds: z.number() })),
  peakMegabytes: z.number(),
  /** Means over customers, by which one sees that both sides did the same. */
  means: z.object({ pAlive: z.number(), expected90: z.number(), clv: z.number() }),
});
export type Measured = z.infer<typeof measuredSchema>;

/** A file of customers: these columns one after the other, each a double per customer, spans in days, money in cents. */
export const fileColumns = {
  names: ["repeats", "recencyDays", "ageDays", "repeatNetMinor", "netMinor", "windowOrders", "windowNetMinor"],
  lengthOf: (path: string): number => statSync(path).size / (8 * fileColumns.names.length),
} as const;
