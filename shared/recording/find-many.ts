import { limitsOf } from "../identity/identity-settings.ts";
import type { TieTold } from "../model/tie.ts";
import type { ScanIdentities } from "../ports/evidence.ts";
import { knowAround } from "./know-around.ts";
import type { DeriveDeps } from "./record-deps.ts";
import { whyNobody } from "./who-is.ts";

/** Identities that lead to too many to name anybody, by their names. Reads all identities, and what is around these. */
export const findMany = async (deps: DeriveDeps & { scanIdentities: ScanIdentities }): Promise<TieTold[]> => {
  const { account, address, phone } = limitsOf(deps.settings);
  const least = 1 + Math.min(account.names, account.addresses, address.names, address.accounts, phone.names);
  const found: TieTold[] = [];
  for await (const rows of deps.scanIdentities(least)) {
    for (const { identity } of rows) {
      const around = await knowAround({ identities: [identity], holders: [] }, deps);
      found.push(...whyNobody([identity], around, deps).filter(({ reason }) => reason === "too-many"));
    }
  }
  return found.sort((a, b) => (a.identity < b.identity ? -1 : 1));
};
