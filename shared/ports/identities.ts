/** Which customers the identities belong to; unknown ones are absent. Strongly consistent. */
export type ReadIdentities = (identities: readonly string[]) => Promise<Map<string, string>>;

/** Claims by conditional put; answers whose it is now, which may be another customer. */
export type ClaimIdentity = (identity: string, customerId: string) => Promise<{ customerId: string }>;

/** Points an identity from one customer to another; does nothing if it is not `from`'s any more. */
export type RepointIdentity = (identity: string, from: string, to: string) => Promise<void>;
export type RemoveIdentity = (identity: string) => Promise<void>;
