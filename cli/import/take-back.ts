import { ConflictError } from "../../shared/model/errors.ts";
import { orderIdentity } from "../../shared/model/identity.ts";
import { inParallel } from "../../shared/model/in-parallel.ts";
import { bornBy } from "../../shared/recording/find-subject.ts";
import type { RecordDeps } from "../../shared/recording/record-deps.ts";
import { sameRow } from "../../shared/recording/same-row.ts";
import { settle } from "../../shared/recording/settle.ts";
import { sweepUp } from "../../shared/recording/sweep-up.ts";
import { evidenceOf } from "./file-evidence.ts";
import { allRows, type RowGroup } from "./group-rows.ts";
import type { Newcomer } from "./newcomer.ts";

const CALLS = 8;

/**
 * Takes away what was just put of newcomers among whom somebody was erased meanwhile, each row on condition that it is as it was
 * put. Whom the erasure does not concern is recorded afterwards. Customers are not there yet: they are written last.
 */
export const takeBack = async ({ evidence }: Newcomer, deps: RecordDeps): Promise<void> => {
  await inParallel(evidence.orders, CALLS, deps.removeOrder);
  await inParallel(evidence.days, CALLS, (row) => deps.removeOrdersOfDay({ ...row, version: 1 }));
  const [holders, identities] = [[...evidence.holders.values()], [...evidence.identities.values()]];
  await inParallel(holders, CALLS, (row) => deps.removeHolder({ ...row, version: 1 }));
  await inParallel(identities, CALLS, (row) => deps.removeIdentity({ ...row, version: 1 }));
};

/**
 * Takes away what an import that broke off may have put of rows that are left out now, as far as nobody has told more since; and
 * all that an erasure has overtaken.
 */
export const takeBackLeftOut = async (groups: readonly RowGroup[], deps: RecordDeps): Promise<void> => {
  for (const group of groups.filter((one) => allRows(one).length > 0)) {
    const { orders, days, holders } = evidenceOf(group, deps);
    const names = [...holders.keys()];
    const stored = (await deps.readEvidence({ holders: names })).holders;
    const asPut = names.filter((holder) => sameRow(stored.get(holder), { ...holders.get(holder), version: 1 }));
    await inParallel(orders, CALLS, deps.removeOrder);
    for (const row of days) if (asPut.includes(row.holder)) await deps.removeOrdersOfDay({ ...row, version: 1 });
    await inParallel(asPut, CALLS, (holder) => deps.removeHolder({ holder, version: 1 }));
    const numbers = orders.map(({ orderKey }) => orderIdentity(orderKey));
    await sweepUp({ identities: [...numbers, ...bornBy([...holders.values()])], holders: names }, deps);
    const left = { holders: asPut, identities: [], sales: orders, written: new Set<string>(), isWritten: false };
    if ((await settle(left, deps)) === "conflict") throw new ConflictError(OVERTAKEN);
  }
};

const OVERTAKEN = "somebody in the file was written to while being taken back; run the import again";
