import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { buyersAmong, evidenceOf, peopleIn } from "../../../cli/import/file-evidence.ts";
import {
  allRows,
  groupRows,
  groupsAgain,
  type NamedRow,
  type RowGroup,
  toldAt,
} from "../../../cli/import/group-rows.ts";
import { type ImportRow, isOrderRow } from "../../../cli/import/import-row.ts";
import { type WriteCustomersDeps, writeCustomers } from "../../../cli/import/write-customers.ts";
import { consentFor } from "../../../shared/model/consent.ts";
import { ConflictError } from "../../../shared/model/errors.ts";
import { identitiesOfHolder } from "../../../shared/model/holder.ts";
import { customerIdNamedBy, emailIdentity } from "../../../shared/model/identity.ts";
import { whoTheyAre } from "../../../shared/post/who-they-are.ts";
import { type EraseDeps, eraseCustomer } from "../../../shared/recording/erase-customer.ts";
import { findSubject } from "../../../shared/recording/find-subject.ts";
import { shopifyOrder } from "../../support/bodies.ts";
import { expectSound } from "../../support/expect-sound.ts";
import { fakeStore } from "../../support/fake-store.ts";
import { importRows as anyRows } from "../../support/import-rows.ts";
import { putEvidenceEach, writeEach } from "../../support/item-by-item.ts";
import { often } from "../../support/often.ts";
import { hash, judge, recordDeps, settings, stateOf } from "../../support/recording-deps.ts";
import { recordingWorld } from "../../support/recording-world.ts";
import { scheduled } from "../../support/scheduled-store.ts";

const runs = { numRuns: often(160), seed: 20261128 };
/** Runs that longer ones found mistakes with. */
const foundBefore = [{ seed: 4711, path: "585", numRuns: 1 }];
const ANN = "ann@example.com";
const ann = emailIdentity(hash(ANN));
/** Later than any order of the rows, and in the middle of them. */
const [AFTER_ALL, BETWEEN] = ["2026-11-21T00:00:00.000Z", "2025-12-02T00:00:00.000Z"];
/** When what erasures noted is swept: there are no nights. */
const SWEPT_AT = "2026-11-22T11:30:00.000Z";

/**
 * Rows in which whoever is named with her address has an order, no names that differ, and no account of hers that has another address
 * for its own, or has but typed what is another account's: an erasure of hers does not reach what stands with an account that her
 * address is not joined to.
 */
const withoutName = ({ profile: { firstName: _firstName, ...profile }, ...row }: ImportRow) => ({ ...row, profile });
const isHers = ({ email }: ImportRow) => email?.toLowerCase() === ANN;
const areOthersOwn = (rows: readonly ImportRow[], customerId: string | undefined): boolean => {
  const own = rows.filter((row) => row.customerId !== undefined && row.email !== undefined && !isOrderRow(row));
  const [theirs, hers] = [own.filter((row) => row.customerId === customerId), own.filter(isHers)];
  return customerId !== undefined && !theirs.some(isHers) && theirs.length + hers.length > 0;
};
const importRows = anyRows
  .map((rows) => rows.map(withoutName))
  .filter((rows) => rows.every((row) => !isHers(row) || !areOthersOwn(rows, row.customerId)))
  .filter((rows) =>
    groupRows(rows, hash, judge).every((group) => {
      const buyers = new Set(group.rows.map(({ holder }) => holder));
      return group.besides.every(({ holder }) => buyers.has(holder) || !holder?.startsWith(ann));
    }),
  );

type World = ReturnType<typeof recordingWorld>;

const importWith = (rows: readonly ImportRow[], deps: WriteCustomersDeps) =>
  writeCustomers(groupRows(rows, hash, judge), deps);
const eraseAnn = async (at: string, deps: EraseDeps) => {
  await eraseCustomer([ann], { now: at, askedAt: at }, deps);
};

/** As an operator runs it again who reads that somebody was being erased. */
const untilDone = async <Result>(work: () => Promise<Result>): Promise<Result> => {
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof ConflictError)) throw error;
    }
  }
};

/** Rows of whom the file takes her for, and the groups that are left without them and without her orders. */
const partedByAnn = async (rows: readonly ImportRow[], isOld = (_row: NamedRow) => true) => {
  const deps = { hash, settings: settings() };
  const hers: ImportRow[] = [];
  const others: RowGroup[] = [];
  for (const group of groupRows(rows, hash, judge)) {
    const { persons } = await peopleIn(evidenceOf(group, deps), deps);
    const her = new Set(buyersAmong(persons).flatMap(({ names, holders }) => (names.includes(ann) ? holders : [])));
    const isErased = (row: NamedRow) => her.has(row.holder ?? "") && isOld(row);
    const orders = new Set(group.rows.filter(isErased).map(({ orderKey }) => orderKey));
    const isOfNobody = (row: NamedRow) => row.holder === undefined && isOrderRow(row) && orders.has(row.orderKey);
    const isLeftOut = (row: NamedRow) => isErased(row) || isOfNobody(row);
    hers.push(...allRows(group).filter(isLeftOut));
    others.push(
      ...groupsAgain(
        allRows(group).filter((row) => !isLeftOut(row)),
        orders,
        hash,
        judge,
      ),
    );
  }
  return { hers, others };
};

const stateAfterImport = async (groups: readonly RowGroup[]) => {
  const store = fakeStore();
  await writeCustomers(groups, { ...store, ...recordDeps(store) });
  return stateOf(store);
};

/** Nothing names her but what stands with an account of somebody else, for whom it was told. */
const expectGone = ({ store: { rows } }: World, others: readonly RowGroup[]) => {
  const told = new Set(others.flatMap(allRows).map(({ holder }) => holder));
  const isTold = ({ holder }: { holder?: string | undefined }) => told.has(holder);
  const left = [
    ...[...rows.holders.values()].filter((row) => !isTold(row)),
    ...[...rows.orders.values()].filter((row) => !isTold(row)),
    ...[...rows.customers.values()].filter((row) => !row.holders.some((holder) => told.has(holder))),
    ...Object.values({ ...rows, holders: [], orders: [], customers: [] }).map((table) => [...table]),
  ];
  expect(JSON.stringify(left).toLowerCase()).not.toContain(ANN);
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
    putEvidence: putEvidenceEach(after, store.putEvidence),
    saveIdentity: after(store.saveIdentity),
    saveHolder: after(store.saveHolder),
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
  const { holders } = await findSubject([ann], world.deps);
  return holders.some(({ holder }) => identitiesOfHolder(holder).includes(bo));
};

/** After his next event, if not before, with all that webhooks told of him; unless he was one with her when she was erased. */
const expectBoMailable = async (world: World, isOneWithHer: boolean) => {
  if (!isOneWithHer) expect(await ordersOfBo(world)).toContain("shopify#8");
  await world.deliver("shopify", "orders/updated", orderOf(9, BO, "2026-11-24"), "2026-11-24T12:00:00.000Z");
  expect(await ordersOfBo(world)).toContain("shopify#9");
  const id = customerIdNamedBy(bo);
  expect((await whoTheyAre([id], world.deps)).get(id)?.profile.email).toBe(BO);
};
const ordersOfBo = async (world: World) => {
  const { holders } = await findSubject([bo], world.deps);
  const own = holders.filter(({ holder }) => identitiesOfHolder(holder).includes(bo));
  return own.flatMap(({ entries }) => Object.keys(entries));
};

const breakOff = (rows: readonly ImportRow[], broken: WriteCustomersDeps) =>
  importWith(rows, broken).catch(() => undefined);
const goOn = (rows: readonly ImportRow[], { store, deps }: World) => importWith(rows, { ...store, ...deps });

const linesOf = (rows: readonly ImportRow[]) => rows.map(({ line }) => line).sort((a, b) => a - b);

/** Of accounts that were half told, rows that seemed to be hers when she was erased. They stand with hers in one group. */
const seemingHers = (leftOut: readonly ImportRow[], hers: readonly ImportRow[], rows: readonly ImportRow[]) => {
  const lines = linesOf(hers);
  const seeming = leftOut.filter((row) => !lines.includes(row.line));
  const withHer = groupRows(rows, hash, judge)
    .map(allRows)
    .filter((all) => linesOf(all).some((line) => lines.includes(line)));
  expect(linesOf(withHer.flat())).toEqual(expect.arrayContaining(linesOf(seeming)));
  return seeming;
};

type State = ReturnType<typeof stateOf>;

/**
 * Sales of nothing: of an account of which the file tells no more than what an order was before it was somebody else's. Where that
 * names an address of hers under which nobody else is told of, it goes with the address, as the tables know it; by the file alone
 * it is not hers. It counts nowhere, so that it is the same as no row.
 */
const isOfNothing = ({ sales, days, notCounted }: State["customers"][number]) =>
  sales === true && days.length === 0 && notCounted === undefined;
const thatCount = ({ customers, orders }: State): State => ({
  orders,
  customers: customers.filter((row) => !isOfNothing(row)),
});

/**
 * Others are as if she had never been told of, but for what was refused in the file: she, or whoever was one with her, may have been
 * heard by them before she went, and is heard by them still. So their consents are as they would be, or a refusal.
 */
const expectOthersWhole = (all: State, allPlain: State, rows: readonly ImportRow[]) => {
  const [found, plain] = [thatCount(all), thatCount(allPlain)];
  if (!rows.some(({ consent }) => consent?.state === "denied")) return expect(found).toEqual(plain);
  expect(withoutConsents(found)).toEqual(withoutConsents(plain));
  const states = (state: State) =>
    new Map(
      state.customers.map(({ customerId, consents, emailKey }) => [customerId, consentFor(consents, emailKey).state]),
    );
  const expected = states(plain);
  for (const [customerId, state] of states(found))
    if (state !== "denied") expect([customerId, state]).toEqual([customerId, expected.get(customerId)]);
};
const withoutConsents = ({ customers, orders }: State) => ({
  orders,
  customers: customers.map(({ consents: _consents, ...rest }) => rest),
});

describe("an import and an erasure", () => {
  it.each([{}, ...foundBefore])(
    "bring nobody back, and lose nobody else, in whatever order their calls come (%o)",
    async (more) => {
      await fc.assert(
        fc.asyncProperty(importRows, fc.scheduler(), async (rows, scheduler) => {
          const world = recordingWorld();
          const deps = () => ({ ...world.deps, ...scheduled(world.store, scheduler) });
          const importing = untilDone(() => importWith(rows, deps()));
          const erasing = untilDone(() => eraseAnn(AFTER_ALL, deps()));
          const [{ leftOut }] = await scheduler.waitFor(Promise.all([importing, erasing]));
          await world.lookAgain();
          const { hers, others } = await partedByAnn(rows);
          expectGone(world, others);
          if (seemingHers(leftOut, hers, rows).length === 0)
            expectOthersWhole(stateOf(world.store), await stateAfterImport(others), rows);
          await world.sweep(SWEPT_AT);
          await expectSound(world);
        }),
        { ...runs, ...more },
      );
    },
  );

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
        const { hers, others } = await partedByAnn(rows);
        expectGone(world, others);
        const { leftOut } = await goOn(rows, world);
        const hersToo = seemingHers(leftOut, hers, rows);
        expect(linesOf(leftOut.filter((row) => !hersToo.includes(row)))).toEqual(linesOf(hers));
        if (hersToo.length === 0) expectOthersWhole(stateOf(world.store), await stateAfterImport(others), rows);
        await world.sweep(SWEPT_AT);
        await expectSound(world);
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
        expectGone(world, (await partedByAnn(rows)).others);
        await world.sweep(SWEPT_AT);
        await expectSound(world);
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
        const { leftOut } = await importWith(rows, { ...world.store, ...world.deps });
        const { hers, others } = await partedByAnn(rows, (row) => (toldAt(row) ?? "") < BETWEEN);
        expect(linesOf(leftOut)).toEqual(linesOf(hers));
        const kept = [...world.store.rows.orders.values()].map(({ orderKey }) => orderKey).sort();
        const plain = await stateAfterImport(others);
        expect(kept).toEqual(plain.orders.map(({ orderKey }) => orderKey).sort());
        await world.sweep(SWEPT_AT);
        await expectSound(world);
      }),
      runs,
    );
  });
});
