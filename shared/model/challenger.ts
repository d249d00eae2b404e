import * as z from "zod";
import { daySchema } from "./time.ts";

/** A rule that has proved better than the one in force on each night since a day, and waits to take over (ADR 39). */
export const challengerSchema = z.object({ rule: z.string(), since: daySchema });
export type Challenger = z.infer<typeof challengerSchema>;
