import { expect } from "vitest";
import { archivePrefixes } from "../../shared/model/archive-keys.ts";
import { readBodyNote } from "../../shared/model/body-note.ts";
import { isSomebody } from "../../shared/model/customer.ts";
import { identitiesOfHolder } from "../../shared/model/holder.ts";
import { customerOf } from "../../shared/recording/customer-of.ts";
import { isThere, knowAround, nameOf } from "../../shared/recording/know-around.ts";
import { sameRow } from "../../shared/recording/same-row.ts";
import type { recordingWorld } from "./recording-world.ts";

/** Which says how many were swept out, and not whom. */
const isEndOfSweep = (key: string) => key.startsWith(archivePrefixes.sweepsAtWork) && key.endsWith("/end.json");

/** Which holds hashes of names, and of nobody's who is gone (`files-seen.test.ts`). */
const isNoteOfSweep = (key: string) => key.startsWith(archivePrefixes.sweepsSeen);

type World = Pick<ReturnType<typeof recordingWorld>, "store" | "data" | "looks" | "deps">;

/** What holds of every system that is quiet, whatever happened before. */
export const expectSound = async ({ store, data, looks, deps }: World): Promise<void> => {
  expect(looks).toEqual([]);
  const { customers, orders, identities, holders } = store.rows;
  for (const { orderKey, holder } of orders.values())
    if (holder !== undefined)
      expect([orderKey, Object.keys(holders.get(holder)?.entries ?? {})]).toEqual([
        orderKey,
        expect.arrayContaining([orderKey]),
      ]);
  for (const { holder, entries } of holders.values()) {
    for (const key of Object.keys(entries)) expect([key, orders.get(key)?.holder]).toEqual([key, holder]);
    for (const identity of identitiesOfHolder(holder))
      expect([holder, identities.get(identity)?.holders]).toEqual([holder, expect.arrayContaining([holder])]);
  }
  for (const { holders: named } of identities.values())
    for (const holder of named) expect([holder, holders.has(holder)]).toEqual([holder, true]);
  // Whoever is worked out anew comes out as they are kept.
  const { persons } = await knowAround({ identities: [...identities.keys()], holders: [...holders.keys()] }, deps);
  const made = persons.flatMap((person) => {
    const id = nameOf(person);
    return id !== undefined && isThere(person) ? [customerOf(id, person, deps)] : [];
  });
  const kept = [...customers.values()].filter(isSomebody);
  expect(kept.map(({ customerId }) => customerId).sort()).toEqual(made.map(({ customerId }) => customerId).sort());
  for (const row of made) expect({ ...customers.get(row.customerId), version: 0 }).toEqual(row);
  expect(made.every((row) => sameRow({ ...customers.get(row.customerId), version: 0 }, row))).toBe(true);
  const named = [...holders.values(), ...orders.values()].flatMap((row) => row.archiveKeys);
  const bodies = [...data.objects]
    .filter(([key, bytes]) => !readBodyNote(bytes) && !isEndOfSweep(key) && !isNoteOfSweep(key))
    .map(([key]) => key);
  expect(bodies.filter((key) => !named.includes(key))).toEqual([]);
  expect(named.filter((key) => !data.objects.has(key))).toEqual([]);
};
