import type { AddressKind } from "./address-kind.ts";

/**
 * Why an identity joins what it joins. `own`: what the source says is the account's; `names-differ`: nothing; the others name nobody
 * at all, but for `role`.
 */
export type TieReason = "joins" | "own" | "names-differ" | "role" | "placeholder" | "too-many";

/** To how many an identity leads, as limits count them. */
export type Leads = { names: number; addresses?: number; accounts?: number };

/** What an identity joins, as it is told to people. */
export type TieTold = {
  identity: string;
  kind: "account" | "address" | "phone";
  reason: TieReason;
  /** Whether it names anybody. */
  names: boolean;
  /** What the address is where it is no person's mailbox. */
  address?: AddressKind;
  joins: readonly string[];
  /** How many more it would join that do not join it, or that an operator parted from it. */
  apart?: number;
  leads: Leads;
  limits: Leads;
  /** Whether it leads to more than a row has room for. */
  isFull: boolean;
};
