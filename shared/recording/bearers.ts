import { holderName, identitiesOfHolder } from "../model/holder.ts";
import { isOfOrder } from "../model/identity.ts";
import type { ReadCustomers, ScanCustomers } from "../ports/customers.ts";
import { EvidenceReader } from "./evidence.ts";
import type { DeriveDeps } from "./record-deps.ts";

export type BearersDeps = DeriveDeps & { scanCustomers: ScanCustomers; readCustomers: ReadCustomers };

/** Handles that hold all that bears these identities, whoever it goes by, and nothing else: themselves, and names of holders. */
export const bearingHandles = async (identities: readonly string[], deps: BearersDeps): Promise<string[]> => {
  const reader = new EvidenceReader(deps);
  await reader.read({ identities });
  const holders = await Promise.all(
    identities
      .filter((identity) => !isOfOrder(identity))
      .map((identity) => {
        const row = reader.identity(identity);
        return row.full ? scanBearers(identity, deps) : row.holders;
      }),
  );
  return [...identities, ...new Set(holders.flat().map(holderName))];
};

/** The row of an identity has room for 64 holders: all that bears one with more is found among all customers. */
export const scanBearers = async (
  identity: string,
  { scanCustomers, readCustomers }: Pick<BearersDeps, "scanCustomers" | "readCustomers">,
): Promise<string[]> => {
  const found = new Set<string>();
  for await (const page of scanCustomers(0, 1)) {
    const rows = await readCustomers(page.map(({ customerId }) => customerId));
    for (const { holders } of rows.values())
      for (const holder of holders) if (identitiesOfHolder(holder).includes(identity)) found.add(holder);
  }
  return [...found].sort();
};
