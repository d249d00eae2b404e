import { ConflictError } from "../model/errors.ts";
import type { Instant } from "../model/time.ts";

/**
 * The time of an erasure, "" where there was none (docs/adr/0006). Whatever is written carries the epoch in which its writer
 * saw whom it is about; what is older than their newest erasure was left by a writer whom that overtook, and counts for nothing.
 */
export type Epoch = Instant | "";

export const laterOf = (...epochs: readonly Epoch[]): Epoch =>
  epochs.reduce((latest, epoch) => (epoch > latest ? epoch : latest), "");

/** Erasure goes first: the event comes again when it has finished, and then begins anew. */
export const beingErased = (): ConflictError =>
  new ConflictError("the customer is being erased; the event comes again afterwards");

/** As a row carries it: absent where there was none. */
export const inEpoch = (epoch: Epoch): { epoch?: Instant } => (epoch === "" ? {} : { epoch });
