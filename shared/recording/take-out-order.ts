import { ConflictError } from "../model/errors.ts";
import type { Order } from "../model/order.ts";
import { EvidenceReader, namesOfRow } from "./evidence.ts";
import { placeIn, placeOf } from "./fold-order.ts";
import type { RecordDeps } from "./record-deps.ts";
import { settle } from "./settle.ts";
import { updateHolder } from "./update-holder.ts";

const MAX_ATTEMPTS = 8;

/**
 * Puts right the sums of whoever an order lay with that an erasure took away: of those whom it does not concern, where a worker
 * died before it had done so.
 */
export const takeOutOrder = async (order: Order, deps: RecordDeps): Promise<void> => {
  const { holder: _gone, ...nobodys } = order;
  const places = [placeOf(order), ...(order.left ?? [])].filter((place) => place !== undefined);
  const left = { ...nobodys, left: places };
  for (const holder of new Set(places.flatMap((place) => placeIn(place).holder ?? []))) {
    await takeOutOf(holder, left, deps);
  }
};

const takeOutOf = async (holder: string, order: Order, deps: RecordDeps): Promise<void> => {
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
    if (attempt > 0) await deps.pause(attempt);
    const reader = new EvidenceReader(deps);
    await reader.read({ holders: [holder] });
    const stored = reader.stored(holder);
    if (stored === undefined || stored.erasedAt !== undefined) return;
    const epoch = reader.noted(namesOfRow(stored));
    if ((stored.epoch ?? "") < epoch) return;
    const update = { row: stored, tellings: [], orders: [order], epoch, isTouched: true };
    if ((await updateHolder(update, deps)) === "conflict") continue;
    const settling = { holders: [holder], identities: [], sales: [], written: new Set([holder]), isWritten: true };
    if ((await settle(settling, deps)) !== "conflict") return;
  }
  throw new ConflictError("a customer was written to again and again while an order was taken out; it comes again");
};
