import type { Instant } from "../model/time.ts";

/**
 * Whose an identity is, and since which erasure: `epoch` is the newest one that its taker knew of, "" for none
 * (docs/adr/0006).
 */
export type Owner = { readonly customerId: string; readonly epoch: Instant | "" };

/** Whose the identities are; unknown ones are absent. Strongly consistent. */
export type ReadIdentities = (identities: readonly string[]) => Promise<Map<string, Owner>>;

/**
 * Takes an identity that nobody has, or that `before` has, whom an erasure overtook. Answers whose it is now, which may be
 * another's.
 */
export type TakeIdentity = (identity: string, owner: Owner, before?: Owner) => Promise<Owner>;

/** Gives an identity from one owner to another; does nothing if it is not `from`'s any more. */
export type RepointIdentity = (identity: string, from: Owner, to: Owner) => Promise<void>;
/** Does nothing if it is not `owner`'s any more. */
export type RemoveIdentity = (identity: string, owner: Owner) => Promise<void>;
