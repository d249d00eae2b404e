import { createHash } from "node:crypto";
import type { dynamoCustomers } from "../../shared/adapters/dynamo-customers.ts";
import type { dynamoEvidence } from "../../shared/adapters/dynamo-evidence.ts";
import type { dynamoOrders } from "../../shared/adapters/dynamo-orders.ts";
import { memoryMessages } from "../../shared/adapters/memory-messages.ts";
import { packRefunds } from "../../shared/adapters/refund-bytes.ts";
import { type Customer, versionAfter } from "../../shared/model/customer.ts";
import { type Erasure, joinErasures } from "../../shared/model/erasure.ts";
import type { HolderRow, IdentityRow, OrdersOfDayRow } from "../../shared/model/evidence.ts";
import { slices } from "../../shared/model/in-parallel.ts";
import type { Message } from "../../shared/model/message.ts";
import type { Order } from "../../shared/model/order.ts";
import type { Suppressed } from "../../shared/model/suppression.ts";
import { fakeSuppressions } from "./fake-suppressions.ts";
import { refuseTooLarge } from "./row-size.ts";

type Ports = ReturnType<typeof dynamoCustomers> &
  ReturnType<typeof dynamoOrders> &
  ReturnType<typeof dynamoEvidence> &
  Omit<ReturnType<typeof memoryMessages> & ReturnType<typeof fakeSuppressions>, "rows">;

/** What lies in the tables. */
export type StoreRows = {
  customers: Map<string, Customer>;
  orders: Map<string, Order>;
  identities: Map<string, IdentityRow>;
  holders: Map<string, HolderRow>;
  days: Map<string, OrdersOfDayRow>;
  erasures: Map<string, Erasure>;
  messages: ReadonlyMap<string, Message>;
  suppressions: Map<string, Suppressed>;
};

/**
 * All tables in memory, as weak as the engine: a batch is written row by row, in an order of its own, a batch read answers in
 * another order than it was asked, a scan sees what was written between its pages, and a row has an end. `beforeWrite` runs
 * before every write of a row: what it throws is a crash at that point.
 */
export const fakeStore = (beforeWrite: () => void = () => {}): Ports & { rows: StoreRows } => {
  const { rows: messages, ...messagePorts } = memoryMessages(beforeWrite);
  const { rows: suppressions, ...suppressionPorts } = fakeSuppressions(beforeWrite);
  const rows: StoreRows = {
    customers: new Map(),
    orders: new Map(),
    identities: new Map(),
    holders: new Map(),
    days: new Map(),
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
    ...evidenceOf(rows, beforeWrite),
  };
};

/** Rows lie there as they were given, frozen to the bottom (but for bytes): whoever would change one throws. */
const frozen = <T>(row: T): T => {
  if (typeof row !== "object" || row === null || ArrayBuffer.isView(row) || Object.isFrozen(row)) return row;
  for (const value of Object.values(row)) frozen(value);
  Object.freeze(row);
  return row;
};

/** Far fewer than an engine's page has. */
const ROWS_PER_PAGE = 3;

const reversed = <T>(all: Iterable<T>): T[] => [...new Set(all)].reverse();

/** Rows by their keys, those that are there. */
const found = <Row>(table: ReadonlyMap<string, Row>, keys: readonly string[]): Map<string, Row> =>
  new Map(
    reversed(keys).flatMap((key) => {
      const row = table.get(key);
      return row === undefined ? [] : [[key, frozen(row)] as const];
    }),
  );

/** As engines spread keys: in no order that anybody put them in. */
const hashOf = (key: string): string => createHash("sha1").update(key).digest("hex");
const byHash = (a: string, b: string): number => (hashOf(a) < hashOf(b) ? -1 : 1);

const customersOf = ({ customers }: StoreRows, beforeWrite: () => void): ReturnType<typeof dynamoCustomers> => ({
  readCustomer: async (customerId) => frozen(customers.get(customerId)),
  readCustomers: async (customerIds) => found(customers, customerIds),
  saveCustomer: async (customer, expectedVersion) => {
    beforeWrite();
    refuseTooLarge(customer);
    const stored = customers.get(customer.customerId);
    if ((stored?.version ?? 0) !== expectedVersion) return "conflict";
    customers.set(customer.customerId, frozen({ ...customer, version: versionAfter(customer, expectedVersion) }));
    return "saved";
  },
  scanCustomers: async function* (segment, segments) {
    const isHere = (id: string) => Number.parseInt(hashOf(id).slice(0, 8), 16) % segments === segment;
    const ids = [...customers.keys()].filter(isHere).sort(byHash);
    for (const page of slices(ids, ROWS_PER_PAGE)) yield [...found(customers, page).values()];
  },
  countCustomers: async () => customers.size,
  removeCustomer: async ({ customerId, version }) => {
    beforeWrite();
    if (customers.get(customerId)?.version === version) customers.delete(customerId);
  },
  putCustomers: async (given) => {
    for (const customer of reversed(given)) {
      beforeWrite();
      refuseTooLarge(customer);
      customers.set(customer.customerId, frozen(customer));
    }
  },
});

const ordersOf = ({ orders }: StoreRows, beforeWrite: () => void): ReturnType<typeof dynamoOrders> => ({
  readOrders: async (orderKeys) => [...found(orders, orderKeys).values()],
  replaceOrder: async (before, order) => {
    beforeWrite();
    refuseTooLarge(asKept(order));
    if (!isSameRow(orders.get(order.orderKey), before)) return "conflict";
    orders.set(order.orderKey, frozen(order));
    return "saved";
  },
  removeOrder: async (order) => {
    beforeWrite();
    if (!isSameRow(orders.get(order.orderKey), order)) return "conflict";
    orders.delete(order.orderKey);
    return "removed";
  },
  putOrders: async (given) => {
    for (const order of reversed(given)) {
      beforeWrite();
      refuseTooLarge(asKept(order));
      orders.set(order.orderKey, frozen(order));
    }
  },
});

/** Many refunds are bytes in the table. */
const asKept = ({ facts, separateRefunds, ...order }: Order): object => ({
  ...order,
  ...(facts && { facts: { ...facts, refunds: packRefunds(facts.refunds) } }),
  separateRefunds: packRefunds(separateRefunds),
  fingerprint: "-".repeat(22),
});

const isSameRow = (a: Order | undefined, b: Order | undefined): boolean =>
  a === b || JSON.stringify(a, sortKeys) === JSON.stringify(b, sortKeys);

const sortKeys = (_key: string, value: unknown): unknown =>
  typeof value === "object" && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
    : value;

type Versioned = { version: number };

const evidenceOf = (
  { identities, holders, days, erasures }: StoreRows,
  beforeWrite: () => void,
): ReturnType<typeof dynamoEvidence> => {
  const save = <Row extends Versioned>(table: Map<string, Row>, key: string, row: Row, version: number) => {
    beforeWrite();
    refuseTooLarge({ ...row, identity: key });
    if ((table.get(key)?.version ?? 0) !== row.version) return "conflict";
    table.set(key, frozen({ ...row, version }));
    return "saved";
  };
  const remove = (table: Map<string, Versioned>, key: string, version: number) => {
    beforeWrite();
    if (table.get(key)?.version === version) table.delete(key);
  };
  const dayKey = ({ holder, day, part }: Pick<OrdersOfDayRow, "holder" | "day" | "part">) => `${day}.${part} ${holder}`;
  return {
    readEvidence: async (keys) => ({
      identities: found(identities, keys.identities ?? []),
      holders: found(holders, keys.holders ?? []),
      days: [...found(days, (keys.days ?? []).map(dayKey)).values()],
      notes: found(erasures, keys.notes ?? []),
    }),
    scanIdentities: async function* (least) {
      const rows = [...identities.values()].sort((a, b) => byHash(a.identity, b.identity));
      for (const page of slices(rows, ROWS_PER_PAGE))
        yield page.filter((row) => row.full || row.holders.length >= least);
    },
    saveIdentity: async (row) => save(identities, row.identity, row, row.version + 1),
    saveHolder: async (row) => save(holders, row.holder, row, versionAfter(row, row.version)),
    saveOrdersOfDay: async (row) => save(days, dayKey(row), row, row.version + 1),
    removeIdentity: async ({ identity, version }) => remove(identities, identity, version),
    removeHolder: async ({ holder, version }) => remove(holders, holder, version),
    removeOrdersOfDay: async (row) => remove(days, dayKey(row), row.version),
    putEvidence: async (given) => {
      for (const row of reversed(given.identities)) {
        beforeWrite();
        identities.set(row.identity, frozen(row));
      }
      for (const row of reversed(given.holders)) {
        beforeWrite();
        refuseTooLarge(row);
        holders.set(row.holder, frozen(row));
      }
      for (const row of reversed(given.days ?? [])) {
        beforeWrite();
        days.set(dayKey(row), frozen(row));
      }
    },
    readErasures: async (keys) => found(erasures, keys),
    noteErasures: async (keys, note) => {
      for (const key of reversed(keys)) {
        beforeWrite();
        const known = erasures.get(key);
        erasures.set(key, frozen(known ? joinErasures(known, note) : note));
      }
    },
  };
};
