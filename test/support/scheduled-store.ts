import type fc from "fast-check";
import type { fakeStore } from "./fake-store.ts";
import { evidenceEach, listEach, putEvidenceEach, readEach, writeEach } from "./item-by-item.ts";

type Store = ReturnType<typeof fakeStore>;

/** The store with every call held back until the scheduler lets it go, so that calls of several workers interleave. */
export const scheduled = (store: Store, scheduler: fc.Scheduler): Store => {
  const held = <Args extends unknown[], Result>(call: (...args: Args) => Promise<Result>) =>
    scheduler.scheduleFunction(call);
  return {
    ...store,
    readEvidence: evidenceEach(held, store.readEvidence),
    saveIdentity: held(store.saveIdentity),
    saveHolder: held(store.saveHolder),
    saveOrdersOfDay: held(store.saveOrdersOfDay),
    removeIdentity: held(store.removeIdentity),
    removeHolder: held(store.removeHolder),
    removeOrdersOfDay: held(store.removeOrdersOfDay),
    readErasures: readEach(held, store.readErasures),
    noteErasures: writeEach(held, store.noteErasures),
    readCustomer: held(store.readCustomer),
    readCustomers: readEach(held, store.readCustomers),
    saveCustomer: held(store.saveCustomer),
    removeCustomer: held(store.removeCustomer),
    readOrders: listEach(held, store.readOrders),
    replaceOrder: held(store.replaceOrder),
    removeOrder: held(store.removeOrder),
    putOrders: writeEach(held, store.putOrders),
    putEvidence: putEvidenceEach(held, store.putEvidence),
  };
};
