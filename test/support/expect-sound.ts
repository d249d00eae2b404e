import { expect } from "vitest";
import { readBodyNote } from "../../shared/model/body-note.ts";
import { customerIdNamedBy, isOfOrder } from "../../shared/model/identity.ts";
import type { recordingWorld } from "./recording-world.ts";

type World = Pick<ReturnType<typeof recordingWorld>, "store" | "data" | "looks">;

/** What holds of every system that is quiet, whatever happened before. */
export const expectSound = ({ store, data, looks }: World): void => {
  expect(looks).toEqual([]);
  const { customers, orders, identities } = store.rows;
  for (const { customerId, orderKey } of orders.values()) {
    const row = customers.get(customerId);
    expect({ orderKey, under: row?.mergedInto ?? row?.customerId }).toEqual({ orderKey, under: customerId });
  }
  const keys = [...orders.values()].map(({ orderKey }) => orderKey);
  expect(keys.length).toBe(new Set(keys).size);
  for (const [identity, { customerId: owner }] of identities) {
    const row = customers.get(owner);
    expect({ identity, leadsTo: row?.mergedInto ?? row?.customerId }).toEqual({ identity, leadsTo: owner });
    if (!isOfOrder(identity)) expect(row?.identities).toContain(identity);
  }
  for (const { customerId, identities: names, mergedInto } of customers.values()) {
    if (mergedInto !== undefined) expect(customers.has(mergedInto)).toBe(true);
    else for (const name of names) expect([name, identities.get(name)?.customerId]).toEqual([name, customerId]);
    expect(mergedInto === undefined ? names.map(customerIdNamedBy)[0] : customerId).toBe(customerId);
  }
  const named = [...customers.values(), ...orders.values()].flatMap((row) => row.archiveKeys);
  const bodies = [...data.objects].filter(([, bytes]) => !readBodyNote(bytes)).map(([key]) => key);
  expect(bodies.filter((key) => !named.includes(key))).toEqual([]);
  expect(named.filter((key) => !data.objects.has(key))).toEqual([]);
  expect([...identities.keys()].filter(isOfOrder).length).toBe(keys.length);
};
