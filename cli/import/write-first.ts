import type { Customer } from "../../shared/model/customer.ts";
import type { HolderRow, IdentityRow, OrdersOfDayRow } from "../../shared/model/evidence.ts";
import type { Order } from "../../shared/model/order.ts";
import type { RecordDeps } from "../../shared/recording/record-deps.ts";
import type { RowGroup } from "./group-rows.ts";
import { holdersIn, identitiesIn, inBatches, newcomerOf, type WrittenNewcomers, written } from "./newcomer.ts";
import type { WrittenRows } from "./record-group.ts";
import { customersOfFile, type WriteCustomersDeps, writeCustomers } from "./write-customers.ts";

export type WriteFirstDeps = Pick<RecordDeps, "hash" | "settings" | "room"> & {
  putOrders: (orders: readonly Order[]) => Promise<void>;
  putEvidence: (rows: {
    identities: readonly IdentityRow[];
    holders: readonly HolderRow[];
    days?: readonly OrdersOfDayRow[];
  }) => Promise<void>;
  putCustomers: (customers: readonly Customer[]) => Promise<void>;
};

/**
 * Writes groups of a first history: into tables that were empty, and that nobody else writes to. All of it goes in batches; doing it
 * again puts the same rows in the same places. In the order in which `writeNewcomers` writes, so that whatever it dies over, what
 * comes later finds what is there.
 */
export const writeFirst = async (groups: readonly RowGroup[], deps: WriteFirstDeps): Promise<WrittenRows> => {
  const { customers } = await putNewcomers(groups, deps);
  return { customerIds: customersOfFile(groups, customers), leftOut: [], ofOthers: [], notTaken: [] };
};

/**
 * Goes on with a first history that was broken off. Others may have recorded since, or the tables may never have been looked at: only
 * groups of which nothing is there go in batches, and everybody else is recorded as in any import.
 */
export const writeFirstAgain = (
  groups: readonly RowGroup[],
  deps: WriteCustomersDeps & WriteFirstDeps,
): Promise<WrittenRows> => writeCustomers(groups, deps, putNewcomers);

const putNewcomers = async (groups: readonly RowGroup[], deps: WriteFirstDeps): Promise<WrittenNewcomers> => {
  const newcomers = await Promise.all(groups.map((group) => newcomerOf(group, deps)));
  const identities = newcomers.flatMap(identitiesIn).map(written);
  const holders = newcomers.flatMap(holdersIn).map(written);
  const days = newcomers.flatMap(({ evidence }) => evidence.days).map(written);
  const customers = newcomers.flatMap((one) => one.customers);
  await inBatches(identities, (some) => deps.putEvidence({ identities: some, holders: [] }));
  await inBatches(holders, (some) => deps.putEvidence({ identities: [], holders: some }));
  await inBatches(days, (some) => deps.putEvidence({ identities: [], holders: [], days: some }));
  await inBatches(
    newcomers.flatMap(({ evidence }) => evidence.orders),
    deps.putOrders,
  );
  await inBatches(customers.map(written), deps.putCustomers);
  return { customers, erased: [], overtaken: [] };
};
