import type { ErasedBody } from "../model/erased-body.ts";
import { orderKeyNamedBy } from "../model/identity.ts";
import { clearAway } from "./clear-away.ts";
import type { RecordDeps } from "./record-deps.ts";
import { summariseAnew } from "./summarise-anew.ts";

/** Takes back what a worker may have begun to record of a body that was erased on its way. */
export const takeBack = async ({ erased }: ErasedBody, deps: RecordDeps): Promise<void> => {
  const { identities, at } = erased;
  const orders = identities.map(orderKeyNamedBy).flatMap((orderKey) => (orderKey ? [{ orderKey, news: {} }] : []));
  for (const customerId of await clearAway({ identities, orders }, new Set(), at, deps)) {
    await summariseAnew(customerId, deps);
  }
};
