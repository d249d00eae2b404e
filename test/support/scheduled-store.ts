import type fc from "fast-check";
import type { fakeStore } from "./fake-store.ts";

type Store = ReturnType<typeof fakeStore>;

/** The store with every call held back until the scheduler lets it go, so that calls of several workers interleave. */
export const scheduled = (store: Store, scheduler: fc.Scheduler): Store => {
  const held = <Args extends unknown[], Result>(call: (...args: Args) => Promise<Result>) =>
    scheduler.scheduleFunction(call);
  return {
    ...store,
    readIdentities: held(store.readIdentities),
    takeIdentity: held(store.takeIdentity),
    putIdentities: held(store.putIdentities),
    repointIdentity: held(store.repointIdentity),
    removeIdentity: held(store.removeIdentity),
    readErasures: held(store.readErasures),
    noteErasures: held(store.noteErasures),
    readCustomer: held(store.readCustomer),
    readCustomers: held(store.readCustomers),
    saveCustomer: held(store.saveCustomer),
    putCustomers: held(store.putCustomers),
    removeCustomer: held(store.removeCustomer),
    readOrder: held(store.readOrder),
    readOrdersOf: held(store.readOrdersOf),
    replaceOrder: held(store.replaceOrder),
    removeOrder: held(store.removeOrder),
    putOrders: held(store.putOrders),
  };
};
