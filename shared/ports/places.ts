import type { Day } from "../model/time.ts";

/** A place among what may leave for something on a night's day, of the share that a shard has: the first is 0. */
export type Place = { asOf: Day; shard: number; of: string; number: number };

/** Takes a place for whoever has this token; false where somebody else has it. Their own they may take again. */
export type TakePlace = (place: Place, owner: string) => Promise<boolean>;
/** Leaves a place to others; nothing where it is another's. */
export type GiveBackPlace = (place: Place, owner: string) => Promise<void>;
/** The places of a shard that are taken. Strongly consistent. */
export type ReadPlaces = (shard: Pick<Place, "asOf" | "shard">) => Promise<readonly Pick<Place, "of" | "number">[]>;
