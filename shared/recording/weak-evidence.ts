import { isTold } from "../identity/ties.ts";
import type { HolderRow } from "../model/evidence.ts";
import { addressOf, identitiesOfHolder } from "../model/holder.ts";
import { EvidenceReader } from "./evidence.ts";
import type { DeriveDeps } from "./record-deps.ts";
import { isAddress } from "./ties-as-read.ts";

/**
 * Somebody else who bears the same phone number or address, or whose order a request lists: identities alone, and nothing that is kept
 * of them.
 */
export type WeakTrace = {
  by: "phone" | "address" | "order";
  /** The number or address that both bear, or the order's number. */
  shared: string;
  /** By what the other is known best. */
  other: string;
};

/** Nobody is shown more; who shares a number with more has a number that names nobody. */
const MOST_TRACES = 100;

/**
 * What weak evidence points to, and nothing joins: who else bears a phone number or an address of these holders, or of these
 * identities. It is for an operator to decide whether they are the same person.
 *
 * @param named further numbers and addresses that a privacy request names, and that are not theirs for sure
 */
export const weakEvidence = async (
  { holders, identities }: { holders: readonly HolderRow[]; identities: readonly string[] },
  deps: DeriveDeps,
  named: readonly string[] = [],
): Promise<WeakTrace[]> => {
  const reader = new EvidenceReader(deps);
  const phones = [...holders.flatMap((row) => row.phones), ...identities, ...named].filter(isPhone);
  const addresses = [...holders.flatMap(({ holder }) => addressOf(holder)), ...identities.filter(isAddress)];
  const shared = [...new Set([...phones, ...addresses, ...named.filter(isAddress)])];
  await reader.read({ identities: shared });
  await reader.read({ holders: shared.flatMap((identity) => reader.identity(identity).holders) });
  const own = new Set(holders.map(({ holder }) => holder));
  const theirs = new Set(identities);
  const traces = shared.flatMap((identity) =>
    reader
      .identity(identity)
      .holders.filter((holder) => !own.has(holder) && isTold(reader.holder(holder)))
      .flatMap((holder) => otherNamed(holder, theirs) ?? [])
      .map((other): WeakTrace => ({ by: isAddress(identity) ? "address" : "phone", shared: identity, other })),
  );
  return uniqueTraces(traces).slice(0, MOST_TRACES);
};

const isPhone = (identity: string): boolean => identity.startsWith("phone:");

/** The customer id, else the address, else the number, as far as it is not theirs; where all is, what is left out bears it too. */
const otherNamed = (holder: string, theirs: ReadonlySet<string>): string | undefined => {
  const identities = identitiesOfHolder(holder);
  return identities.find((identity) => !theirs.has(identity)) ?? identities[0];
};

export const uniqueTraces = (traces: readonly WeakTrace[]): WeakTrace[] =>
  [...new Map(traces.map((trace) => [`${trace.shared} ${trace.other}`, trace] as const)).values()].sort((a, b) =>
    a.other < b.other ? -1 : 1,
  );
