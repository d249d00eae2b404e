import * as z from "zod";
import { type Instant, instantSchema } from "./time.ts";

/**
 * That an identity was erased, and when; unfinished while its customer's rows are still being removed. What was told after it was asked
 * for stays: `askedAt`, where that is not when it was carried out.
 */
export const erasureSchema = z.object({ at: instantSchema, finished: z.boolean(), askedAt: instantSchema.optional() });
export type Erasure = z.infer<typeof erasureSchema>;

/** An erasure: its time, and when it was asked for. */
export type Asked = { at: Instant; askedAt: Instant };

export const askedAtOf = ({ at, askedAt = at }: Pick<Erasure, "at" | "askedAt">): Instant => askedAt;

/** As notes and places carry it: absent where it was carried out when it was asked for. */
export const askedBefore = (at: Instant, askedAt: Instant): { askedAt?: Instant } => (askedAt < at ? { askedAt } : {});

/**
 * When an erasure is carried out that comes after these: clocks of two workers may differ by more than the time between them, and what was
 * written after the first would not be older than the second.
 */
export const carriedOutAt = (now: Instant, before: readonly Pick<Erasure, "at">[]): Instant => {
  const last = before.reduce((latest, { at }) => (at > latest ? at : latest), "");
  return last < now ? now : new Date(Date.parse(last) + 1).toISOString();
};

/** One name's erasures as one: the later one decides whether it goes on; what either was asked to take stays away. */
export const joinErasures = (known: Erasure, told: Erasure): Erasure => {
  const { at, finished } = told.at >= known.at ? told : known;
  const [a, b] = [askedAtOf(known), askedAtOf(told)];
  return { at, finished, ...askedBefore(at, a > b ? a : b) };
};
