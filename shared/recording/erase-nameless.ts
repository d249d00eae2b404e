import type { Asked } from "../model/erasure.ts";
import { isOfOrder, orderIdentity, orderKeyNamedBy } from "../model/identity.ts";
import { noteErased } from "./erase-rows.ts";
import { EvidenceReader } from "./evidence.ts";
import { isStanding } from "./is-standing.ts";
import type { RecordDeps } from "./record-deps.ts";
import { sweepUp } from "./sweep-up.ts";

/**
 * Of an order of somebody erased, a refund may have come first, or come yet: nobody knows then whose it is. So the number is noted,
 * and what waits under it goes. An order that lies with somebody who is there is left.
 */
export const eraseNameless = async (names: readonly string[], erasure: Asked, deps: RecordDeps): Promise<void> => {
  const numbers = names.filter(isOfOrder);
  if (numbers.length === 0) return;
  const orders = await deps.readOrders(numbers.map(orderKeyNamedBy));
  const reader = new EvidenceReader(deps);
  await reader.read({ identities: numbers, holders: orders.flatMap(({ holder }) => holder ?? []) });
  const kept = new Set(
    orders
      .filter((order) => order.holder !== undefined && isStanding(order, reader))
      .map(({ orderKey }) => orderIdentity(orderKey)),
  );
  const nameless = numbers.filter((number) => !kept.has(number) && reader.noted([number]) < erasure.at);
  await noteErased(nameless, erasure, deps);
  await sweepUp({ identities: numbers, holders: [] }, deps);
};
