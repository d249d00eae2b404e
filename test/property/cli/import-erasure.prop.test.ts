import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { groupCustomers } from "../../../cli/import/group-customers.ts";
import type { ImportRow } from "../../../cli/import/import-row.ts";
import { type WriteCustomersDeps, writeCustomers } from "../../../cli/import/write-customers.ts";
import { ConflictError } from "../../../shared/model/errors.ts";
import { emailIdentity, isOfOrder } from "../../../shared/model/identity.ts";
import { findUnjoined } from "../../../shared/post/find-unjoined.ts";
import { type EraseDeps, eraseCustomer } from "../../../shared/recording/erase-customer.ts";
import { findSubject } from "../../../shared/recording/find-subject.ts";
import { shopifyOrder } from "../../support/bodies.ts";
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

type World = ReturnType<typeof recordingWorld>;

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

const everything = ({ store }: World): string =>
  JSON.stringify(Object.values(store.rows).map((table) => [...table])).toLowerCase();

/** Every identity leads to a row that has it, every name of a row leads there, every order lies under one, no fence stays. */
const expectLedTo = ({ store: { rows } }: World) => {
  for (const [identity, { customerId }] of rows.identities)
    expect(isOfOrder(identity) || rows.customers.get(customerId)?.identities.includes(identity)).toBe(true);
  for (const { customerId, identities, mergedInto } of rows.customers.values())
    for (const name of mergedInto === undefined ? identities : [])
      expect([name, rows.identities.get(name)?.customerId]).toEqual([name, customerId]);
  for (const { customerId } of rows.orders.values()) expect(rows.customers.has(customerId)).toBe(true);
  for (const { erasedAt } of rows.customers.values()) expect(erasedAt).toBeUndefined();
};

/** An import whose every write is preceded by something; `write` counts them. */
const beforeWrites = ({ store, deps }: World, before: (write: number) => Promise<void>): WriteCustomersDeps => {
  let writes = 0;
  const after =
    <Args extends unknown[], Result>(write: (...args: Args) => Promise<Result>) =>
    async (...args: Args): Promise<Result> => {
      await before(writes++);
      return write(...args);
    };
  return {
    ...deps,
    putOrders: writeEach(after, store.putOrders),
    putIdentities: after(store.putIdentities),
    takeIdentity: after(store.takeIdentity),
    saveCustomer: after(store.saveCustomer),
  };
};

/** A webhook's order of an account with an address. */
const orderOf = (id: number, email: string, day: string) =>
  shopifyOrder({
    id,
    admin_graphql_api_id: null,
    email,
    contact_email: null,
    customer: { id, admin_graphql_api_id: null, email, phone: null },
    processed_at: `${day}T10:00:00Z`,
    updated_at: `${day}T10:00:05Z`,
  });
const BO = "bo@example.com";
const bo = emailIdentity(hash(BO));

/** Whether an erasure of her takes them for one person. */
const isBoOneWithAnn = async (world: World): Promise<boolean> => {
  const row = await rowOfBo(world);
  const { customers } = await findSubject([ann], world.deps);
  return customers.some(({ customerId }) => customerId === row?.customerId);
};

/** After his next event, if not before, with all that webhooks told of him; unless he was one with her when she was erased. */
const expectBoMailable = async (world: World, isOneWithHer: boolean) => {
  if (!isOneWithHer) expect(await ordersOfBo(world)).toContain("shopify#8");
  await world.deliver("shopify", "orders/updated", orderOf(9, BO, "2026-11-24"), "2026-11-24T12:00:00.000Z");
  expect(await ordersOfBo(world)).toContain("shopify#9");
  const row = await rowOfBo(world);
  expect(row?.profile.email).toBe(BO);
  expect([...(await findUnjoined(row ? [row] : [], world.deps))]).toEqual([]);
};
const rowOfBo = async ({ deps }: World) =>
  deps.readCustomer((await deps.readIdentities([bo])).get(bo)?.customerId ?? "");
const ordersOfBo = async (world: World) =>
  (await world.deps.readOrdersOf((await rowOfBo(world))?.customerId ?? "")).map(({ orderKey }) => orderKey);

const breakOff = (rows: readonly ImportRow[], broken: WriteCustomersDeps) =>
  importWith(rows, broken).catch(() => undefined);
const goOn = (rows: readonly ImportRow[], { store, deps }: World) => importWith(rows, { ...store, ...deps });

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
        expect(everything(world)).not.toContain(ANN);
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
        const broken = beforeWrites(world, async (write) => {
          if (write === crashAt) throw new Error("the power went");
        });
        await breakOff(rows, broken);
        await eraseAnn(AFTER_ALL, world.deps);
        await world.lookAgain();
        expect(everything(world)).not.toContain(ANN);
        const leftOut = await goOn(rows, world);
        const { hers, others } = partedByAnn(rows);
        expect(linesOf(leftOut)).toEqual(linesOf(hers));
        expect(stateOf(world.store)).toEqual(await stateAfterImport(others));
        expectLedTo(world);
      }),
      runs,
    );
  });

  it("leave whom webhooks told of meanwhile with what these told, and without the name that was erased", async () => {
    const crash = fc.record({ metAt: fc.nat(12), crashAt: fc.nat(20), isLookedFirst: fc.boolean() });
    await fc.assert(
      fc.asyncProperty(importRows, crash, async (rows, { metAt, crashAt, isLookedFirst }) => {
        const world = recordingWorld();
        const broken = beforeWrites(world, async (write) => {
          if (write === metAt) await world.deliver("shopify", "orders/updated", orderOf(7, ANN, "2026-11-19"));
          if (write === crashAt) throw new Error("the power went");
        });
        await breakOff(rows, broken);
        await world.deliver("shopify", "orders/updated", orderOf(8, BO, "2026-11-19"));
        const isOneWithHer = await isBoOneWithAnn(world);
        await eraseAnn(AFTER_ALL, world.deps);
        const finish = () => goOn(rows, world);
        for (const step of isLookedFirst ? [world.lookAgain, finish] : [finish, world.lookAgain]) await step();
        expect(everything(world)).not.toContain(ANN);
        expectLedTo(world);
        await expectBoMailable(world, isOneWithHer);
      }),
      { ...runs, numRuns: often(60) },
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
