import * as z from "zod";
import { daySchema, instantSchema } from "./time.ts";

/** What a person did beside ordering, as far as Rouse has a use for it. */
export const eventKindSchema = z.enum(["signed-up", "cart-left", "page-viewed", "message-read", "task-done"]);
type EventKind = z.infer<typeof eventKindSchema>;

/** One thing that somebody did. */
export type CustomerEvent = { kind: EventKind; id: string; at: string };

/** Events of one kind that a holder's row has room for (docs/limits.md). */
export const MOST_EVENTS = 50;

/** What was told of one kind: the earliest time ever, and the newest events by the keyed hash of their ids (docs/adr/0016). */
const toldOfKindSchema = z.object({ first: instantSchema, newest: z.record(z.string(), instantSchema) });
export type ToldOfKind = z.infer<typeof toldOfKindSchema>;
export const toldEventsSchema = z.partialRecord(eventKindSchema, toldOfKindSchema);
export type ToldEvents = z.infer<typeof toldEventsSchema>;

/** The same by days of the shop: the first one ever, and how many of the newest events each day has, in rising order. */
const eventDaysSchema = z.object({ first: daySchema, days: z.array(z.tuple([daySchema, z.int().positive()])) });
export type EventDays = z.infer<typeof eventDaysSchema>;
export const customerEventsSchema = z.partialRecord(eventKindSchema, eventDaysSchema);
export type CustomerEvents = z.infer<typeof customerEventsSchema>;
