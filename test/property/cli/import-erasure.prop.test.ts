import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { groupCustomers } from "../../../cli/import/group-customers.ts";
import type { ImportRow } from "../../../cli/import/import-row.ts";
import { type WriteCustomersDeps, writeCustomers } from "../../../cli/import/write-customers.ts";
import { ConflictError } from "../../../shared/model/errors.ts";
import { emailIdentity } from "../../../shared/model/identity.ts";
import { type EraseDeps, eraseCustomer } from "../../../shared/recording/erase-customer.ts";
import { fakeStore } from "../../support/fake-store.ts";
import { importRows } from "../../support/import-rows.ts";
import { writeEach } from "../../support/item-by-item.ts";
import { often } from "../../support/often.ts";
import { hash, recordDeps, recordingWorld, stateOf } from "../../support/recording-world.ts";
import { scheduled } from "../../support/scheduled-store.ts";

const runs = { numRuns: often(160), seed: 20261128 };
const ANN = "ann@example.com";
const ann = emailIdentity(hash(ANN));
/** Later than any order of the rows, and in the middle of them. */
const [AFTER_ALL, BETWEEN] = ["2026-11-21T00:00:00.000Z", "2025-12-02T00:00:00.000Z"];

const importWith = (rows: readonly ImportRow[], deps: WriteCustomersDeps) =>
  writeCustomers(groupCustomers(rows, hash), deps);
const eraseAnn = async (at: string, deps: EraseDeps) => {
  await eraseCustomer([ann], { now: at, askedAt: at }, deps);
};

/** As an operator runs it again who reads that somebody was being erased. */
const untilDone = async (work: () => Promise<unknown>): Promise<void> => {
  for (;;) {
    try {
      await work();
      return;
    } catch (error) {
      if (!(error instanceof ConflictError)) throw error;
    }
  }
};

const partedByAnn = (rows: readonly ImportRow[]) => {
  const groups = groupCustomers(rows, hash);
  const rowsOf = (of: typeof groups) => of.flatMap((group) => [...group.rows, ...group.older]);
  const isHers = ({ identities }: (typeof groups)[number]) => identities.includes(ann);
  return { hers: rowsOf(groups.filter(isHers)), others: rowsOf(groups.filter((group) => !isHers(group))) };
};

const stateAfterImport = async (rows: readonly ImportRow[]) => {
  const store = fakeStore();
  await importWith(rows, { ...store, ...recordDeps(store) });
  return stateOf(store);
};

/** Every identity leads to a row that has it, every order lies under one, and no fence stays. */
const expectLedTo = ({ store: { rows } }: ReturnType<typeof recordingWorld>) => {
  for (const [identity, { customerId }] of rows.identities)
    expect(rows.customers.get(customerId)?.identities).toContain(identity);
  for (const { customerId } of rows.orders.values()) expect(rows.customers.has(customerId)).toBe(true);
  for (const { erasedAt } of rows.customers.values()) expect(erasedAt).toBeUndefined();
};

const linesOf = (rows: readonly ImportRow[]) => rows.map(({ line }) => line).sort((a, b) => a - b);

describe("an import and an erasure", () => {
  it("bring nobody back, and lose nobody else, in whatever order their calls come", async () => {
    await fc.assert(
      fc.asyncProperty(importRows, fc.scheduler(), async (rows, scheduler) => {
        const world = recordingWorld();
        const deps = () => ({ ...world.deps, ...scheduled(world.store, scheduler) });
        const importing = untilDone(() => importWith(rows, deps()));
        const erasing = untilDone(() => eraseAnn(AFTER_ALL, deps()));
        await scheduler.waitFor(Promise.all([importing, erasing]));
        await world.lookAgain();
        expect(JSON.stringify(Object.values(world.store.rows).map((table) => [...table])).toLowerCase()).not.toContain(
          ANN,
        );
        expect(stateOf(world.store)).toEqual(await stateAfterImport(partedByAnn(rows).others));
        expectLedTo(world);
      }),
      runs,
    );
  });

  it("bring nobody back when the import crashes before any of its writes and is run again after the erasure", async () => {
    await fc.assert(
      fc.asyncProperty(importRows, fc.nat(20), async (rows, crashAt) => {
        const world = recordingWorld();
        let writes = 0;
        const crashing =
          <Args extends unknown[], Result>(write: (...args: Args) => Promise<Result>) =>
          async (...args: Args): Promise<Result> => {
            if (writes++ === crashAt) throw new Error("the power went");
            return write(...args);
          };
        const { putOrders, putCustomers, putIdentities, takeIdentity, saveCustomer } = world.store;
        const broken = {
          ...world.deps,
          putOrders: writeEach(crashing, putOrders),
          putCustomers: writeEach(crashing, putCustomers),
          putIdentities: crashing(putIdentities),
          takeIdentity: crashing(takeIdentity),
          saveCustomer: crashing(saveCustomer),
        };
        await importWith(rows, broken).catch(() => undefined);
        await eraseAnn(AFTER_ALL, world.deps);
        await world.lookAgain();
        const leftOut = await importWith(rows, { ...world.store, ...world.deps });
        const { hers, others } = partedByAnn(rows);
        expect(linesOf(leftOut)).toEqual(linesOf(hers));
        expect(stateOf(world.store)).toEqual(await stateAfterImport(others));
        expectLedTo(world);
      }),
      runs,
    );
  });

  it("part a person's orders by the time of an erasure that has ended", async () => {
    await fc.assert(
      fc.asyncProperty(importRows, async (rows) => {
        const world = recordingWorld();
        await eraseAnn(BETWEEN, world.deps);
        await world.lookAgain();
        const leftOut = await importWith(rows, { ...world.store, ...world.deps });
        const { hers, others } = partedByAnn(rows);
        const isOld = ({ order }: ImportRow) => order.orderedAt < BETWEEN;
        expect(linesOf(leftOut)).toEqual(linesOf(hers.filter(isOld)));
        const kept = [...world.store.rows.orders.values()].map(({ orderKey }) => orderKey).sort();
        const plain = await stateAfterImport(others.concat(hers.filter((row) => !isOld(row))));
        expect(kept).toEqual(plain.orders.map(({ orderKey }) => orderKey).sort());
        expectLedTo(world);
      }),
      runs,
    );
  });
});
