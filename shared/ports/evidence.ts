import type { Erasure } from "../model/erasure.ts";
import type { HolderRow, IdentityRow, OrdersOfDayRow } from "../model/evidence.ts";
import type { Day } from "../model/time.ts";

/** What is to be read: identities, holders, days of holders, and notes of erasure by their keys. */
export type EvidenceKeys = {
  identities?: readonly string[];
  holders?: readonly string[];
  days?: readonly { holder: string; day: Day; part: number }[];
  notes?: readonly string[];
};
type Evidence = {
  identities: ReadonlyMap<string, IdentityRow>;
  holders: ReadonlyMap<string, HolderRow>;
  days: readonly OrdersOfDayRow[];
  notes: ReadonlyMap<string, Erasure>;
};

/** Rows that are there, and notes that were made. Strongly consistent. */
export type ReadEvidence = (keys: EvidenceKeys) => Promise<Evidence>;

/** Identities whose rows name at least so many holders, or more than a row has room for; in any order, page by page. */
export type ScanIdentities = (leastHolders: number) => AsyncIterable<readonly IdentityRow[]>;

type Saved = Promise<"saved" | "conflict">;

/**
 * Each writes on condition that the stored version is the row's own (0: that there is none), and stores it with the next one;
 * that of an erased holder leaps (`versionAfter`).
 */
export type SaveIdentity = (row: IdentityRow) => Saved;
export type SaveHolder = (row: HolderRow) => Saved;
export type SaveOrdersOfDay = (row: OrdersOfDayRow) => Saved;

/** Each takes a row away on condition that it is still this version's; does nothing otherwise. */
export type RemoveIdentity = (row: Pick<IdentityRow, "identity" | "version">) => Promise<void>;
export type RemoveHolder = (row: Pick<HolderRow, "holder" | "version">) => Promise<void>;
export type RemoveOrdersOfDay = (row: Pick<OrdersOfDayRow, "holder" | "day" | "part" | "version">) => Promise<void>;
