import type { dynamoCustomers } from "../../shared/adapters/dynamo-customers.ts";
import type { dynamoIdentities } from "../../shared/adapters/dynamo-identities.ts";
import type { dynamoOrders } from "../../shared/adapters/dynamo-orders.ts";
import { type Customer, versionAfter } from "../../shared/model/customer.ts";
import type { Message } from "../../shared/model/message.ts";
import type { Order } from "../../shared/model/order.ts";
import type { Suppressed } from "../../shared/model/suppression.ts";
import type { Erasure } from "../../shared/ports/erasures.ts";
import type { Owner } from "../../shared/ports/identities.ts";
import { fakeMessages } from "./fake-messages.ts";
import { fakeSuppressions } from "./fake-suppressions.ts";

type Ports = ReturnType<typeof dynamoCustomers> &
  ReturnType<typeof dynamoOrders> &
  ReturnType<typeof dynamoIdentities> &
  Omit<ReturnType<typeof fakeMessages> & ReturnType<typeof fakeSuppressions>, "rows">;

/** What lies in the tables. */
export type StoreRows = {
  customers: Map<string, Customer>;
  orders: Map<string, Order>;
  identities: Map<string, Owner>;
  erasures: Map<string, Erasure>;
  messages: Map<string, Message>;
  suppressions: Map<string, Suppressed>;
};

/**
 * All tables in memory. `beforeWrite` runs before every write:
 * what it throws is a crash at that point.
 */
export const fakeStore = (beforeWrite: () => void = () => {}): Ports & { rows: StoreRows } => {
  const { rows: messages, ...messagePorts } = fakeMessages(beforeWrite);
  const { rows: suppressions, ...suppressionPorts } = fakeSuppressions(beforeWrite);
  const rows: StoreRows = {
    customers: new Map(),
    orders: new Map(),
    identities: new Map(),
    erasures: new Map(),
    messages,
    suppressions,
  };
  return {
    ...messagePorts,
    ...suppressionPorts,
    rows,
    ...customersOf(rows, beforeWrite),
    ...ordersOf(rows, beforeWrite),
    ...identitiesOf(rows, beforeWrite),
  };
};

/** Rows lie there as they were given, frozen to the bottom (but for bytes): whoever would change one throws. */
const frozen = <T>(row: T): T => {
  if (typeof row !== "object" || row === null || ArrayBuffer.isView(row) || Object.isFrozen(row)) return row;
  for (const value of Object.values(row)) frozen(value);
  Object.freeze(row);
  return row;
};

const customersOf = ({ customers }: StoreRows, beforeWrite: () => void): ReturnType<typeof dynamoCustomers> => ({
  readCustomer: async (customerId) => frozen(customers.get(customerId)),
  readCustomers: async (customerIds) =>
    new Map(
      customerIds.flatMap((id) => {
        const customer = customers.get(id);
        return customer ? [[id, frozen(customer)] as const] : [];
      }),
    ),
  saveCustomer: async (customer, expectedVersion) => {
    beforeWrite();
    const stored = customers.get(customer.customerId);
    if ((stored?.version ?? 0) !== expectedVersion) return "conflict";
    customers.set(customer.customerId, frozen({ ...customer, version: versionAfter(customer, expectedVersion) }));
    return "saved";
  },
  scanCustomers: async function* (segment, segments) {
    yield [...customers.values()].filter((_, index) => index % segments === segment).map(frozen);
  },
  countCustomers: async () => customers.size,
  removeCustomer: async ({ customerId, version }) => {
    beforeWrite();
    if (customers.get(customerId)?.version === version) customers.delete(customerId);
  },
  putCustomers: async (given) => {
    beforeWrite();
    for (const customer of given) customers.set(customer.customerId, frozen(customer));
  },
});

const ordersOf = ({ orders }: StoreRows, beforeWrite: () => void): ReturnType<typeof dynamoOrders> => {
  const at = (customerId: string, orderKey: string) => JSON.stringify([customerId, orderKey]);
  return {
    readOrder: async (customerId, orderKey) => frozen(orders.get(at(customerId, orderKey))),
    readOrders: async (keys) =>
      keys.flatMap(({ customerId, orderKey }) => {
        const order = orders.get(at(customerId, orderKey));
        return order ? [frozen(order)] : [];
      }),
    readOrdersOf: async (customerId) =>
      [...orders.values()]
        .filter((order) => order.customerId === customerId)
        .sort((a, b) => (a.orderKey < b.orderKey ? -1 : 1))
        .map(frozen),
    replaceOrder: async (before, order) => {
      beforeWrite();
      const key = at(order.customerId, order.orderKey);
      if (!isSameRow(orders.get(key), before)) return "conflict";
      orders.set(key, frozen(order));
      return "saved";
    },
    removeOrder: async (order) => {
      beforeWrite();
      const key = at(order.customerId, order.orderKey);
      if (!isSameRow(orders.get(key), order)) return "conflict";
      orders.delete(key);
      return "removed";
    },
    putOrders: async (given) => {
      beforeWrite();
      for (const order of given) orders.set(at(order.customerId, order.orderKey), frozen(order));
    },
  };
};

const isSameRow = (a: Order | undefined, b: Order | undefined): boolean =>
  a === b || JSON.stringify(a, sortKeys) === JSON.stringify(b, sortKeys);

const sortKeys = (_key: string, value: unknown): unknown =>
  typeof value === "object" && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
    : value;

const isSame = (a: Owner | undefined, b: Owner): boolean => a?.customerId === b.customerId && a.epoch === b.epoch;

const identitiesOf = (
  { identities, erasures }: StoreRows,
  beforeWrite: () => void,
): ReturnType<typeof dynamoIdentities> => ({
  readIdentities: async (given) =>
    new Map(
      given.flatMap((identity) => {
        const owner = identities.get(identity);
        return owner === undefined ? [] : [[identity, frozen(owner)] as const];
      }),
    ),
  takeIdentity: async (identity, owner, before) => {
    beforeWrite();
    const found = identities.get(identity);
    if (found && !(before && isSame(found, before))) return frozen(found);
    identities.set(identity, frozen(owner));
    return frozen(owner);
  },
  repointIdentity: async (identity, from, to) => {
    beforeWrite();
    if (isSame(identities.get(identity), from)) identities.set(identity, frozen(to));
  },
  removeIdentity: async (identity, owner) => {
    beforeWrite();
    if (isSame(identities.get(identity), owner)) identities.delete(identity);
  },
  putIdentities: async (given) => {
    beforeWrite();
    for (const [identity, customerId] of given) identities.set(identity, { customerId, epoch: "" });
  },
  readErasures: async (keys) =>
    new Map(
      keys.flatMap((key) => {
        const note = erasures.get(key);
        return note ? [[key, frozen(note)] as const] : [];
      }),
    ),
  noteErasures: async (keys, note) => {
    beforeWrite();
    for (const key of keys) if ((erasures.get(key)?.at ?? "") <= note.at) erasures.set(key, frozen(note));
  },
});
