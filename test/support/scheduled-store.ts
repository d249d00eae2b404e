import type fc from "fast-check";
import type { fakeStore } from "./fake-store.ts";
import { readEach, writeEach } from "./item-by-item.ts";

type Store = ReturnType<typeof fakeStore>;

/** The store with every call held back until the scheduler lets it go, so that calls of several workers interleave. */
export const scheduled = (store: Store, scheduler: fc.Scheduler): Store => {
  const held = <Args extends unknown[], Result>(call: (...args: Args) => Promise<Result>) =>
    scheduler.scheduleFunction(call);
  return {
    ...store,
    readIdentities: readEach(held, store.readIdentities),
    takeIdentity: held(store.takeIdentity),
    putIdentities: async (rows) =>
      writeEach(held, (some: readonly (readonly [string, string])[]) => store.putIdentities(new Map(some)))([...rows]),
    repointIdentity: held(store.repointIdentity),
    removeIdentity: held(store.removeIdentity),
    readErasures: readEach(held, store.readErasures),
    noteErasures: writeEach(held, store.noteErasures),
    readCustomer: held(store.readCustomer),
    readCustomers: readEach(held, store.readCustomers),
    saveCustomer: held(store.saveCustomer),
    putCustomers: writeEach(held, store.putCustomers),
    removeCustomer: held(store.removeCustomer),
    readOrder: held(store.readOrder),
    readOrdersOf: held(store.readOrdersOf),
    replaceOrder: held(store.replaceOrder),
    removeOrder: held(store.removeOrder),
    putOrders: writeEach(held, store.putOrders),
  };
};
