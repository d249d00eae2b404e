import { type Customer, isSomebody } from "../../shared/model/customer.ts";
import { identityNaming } from "../../shared/model/identity.ts";
import type { WhoTheyAre } from "../../shared/post/who-they-are.ts";

/** Who of these customers was meant by an id, under whatever name they go now. */
export const theseAmong =
  (customers: readonly Customer[]): WhoTheyAre =>
  async (ids) => {
    const byIdentity = new Map(
      customers.filter(isSomebody).flatMap((row) => row.identities.map((identity) => [identity, row] as const)),
    );
    return new Map(
      ids.flatMap((id) => {
        const row = byIdentity.get(identityNaming(id));
        return row ? [[id, row] as const] : [];
      }),
    );
  };
