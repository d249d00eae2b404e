import type { ActOnIntakeDeps } from "../../functions/act-on-intake/act-on-intake.ts";
import type { dynamoEvidence } from "../../shared/adapters/dynamo-evidence.ts";
import type { ScanCustomers } from "../../shared/ports/customers.ts";
import type { EvidenceKeys, ReadEvidence } from "../../shared/ports/evidence.ts";
import type { InTurn } from "./fault-schedule.ts";

/**
 * No engine takes a batch at one moment: rows of one read are from different moments, rows of one write are made in any
 * order, and a worker that dies leaves any of them unmade. So each row of a batch waits for a turn of its own.
 */
export const readEach =
  <Key, Row>(inTurn: InTurn, read: (keys: readonly Key[]) => Promise<ReadonlyMap<Key, Row>>) =>
  async (keys: readonly Key[]): Promise<Map<Key, Row>> =>
    new Map((await each(inTurn, read, keys)).flatMap((found) => [...found]));

export const listEach =
  <Key, Row>(inTurn: InTurn, read: (keys: readonly Key[]) => Promise<readonly Row[]>) =>
  async (keys: readonly Key[]): Promise<Row[]> =>
    (await each(inTurn, read, keys)).flat();

export const writeEach =
  <Key, Rest extends unknown[]>(inTurn: InTurn, write: (keys: readonly Key[], ...rest: Rest) => Promise<void>) =>
  async (keys: readonly Key[], ...rest: Rest): Promise<void> => {
    await each(inTurn, (one: readonly Key[]) => write(one, ...rest), keys);
  };

const each = <Key, Result>(
  inTurn: InTurn,
  call: (keys: readonly Key[]) => Promise<Result>,
  keys: readonly Key[],
): Promise<Result[]> => {
  const one = inTurn(call);
  return Promise.all([...new Set(keys)].map((key) => one([key])));
};

/** Rows of every kind, each in a turn of its own. */
export const evidenceEach =
  (inTurn: InTurn, read: ReadEvidence): ReadEvidence =>
  async ({ identities = [], holders = [], days = [], notes = [] }) => {
    const keys: EvidenceKeys[] = [
      ...identities.map((identity) => ({ identities: [identity] })),
      ...holders.map((holder) => ({ holders: [holder] })),
      ...days.map((day) => ({ days: [day] })),
      ...notes.map((note) => ({ notes: [note] })),
    ];
    const found = await Promise.all(keys.map(inTurn(read)));
    return {
      identities: new Map(found.flatMap((one) => [...one.identities])),
      holders: new Map(found.flatMap((one) => [...one.holders])),
      days: found.flatMap((one) => one.days),
      notes: new Map(found.flatMap((one) => [...one.notes])),
    };
  };

type PutEvidence = ReturnType<typeof dynamoEvidence>["putEvidence"];

export const putEvidenceEach =
  (inTurn: InTurn, put: PutEvidence): PutEvidence =>
  async ({ identities, holders }) => {
    const one = inTurn(put);
    await Promise.all([
      ...identities.map((row) => one({ identities: [row], holders: [] })),
      ...holders.map((row) => one({ identities: [], holders: [row] })),
    ]);
  };

/** A scan whose every page waits for a turn of its own. */
export const scanInTurns = (inTurn: InTurn, scan: ScanCustomers): ScanCustomers =>
  async function* (segment, segments) {
    const pages = scan(segment, segments)[Symbol.asyncIterator]();
    const nextPage = inTurn(() => pages.next());
    for (let page = await nextPage(); !page.done; page = await nextPage()) yield page.value;
  };

/** Every port that recording and erasure call, each row in its turn. */
export const inTurns = (deps: ActOnIntakeDeps, inTurn: InTurn): ActOnIntakeDeps => ({
  ...deps,
  readEvidence: evidenceEach(inTurn, deps.readEvidence),
  saveIdentity: inTurn(deps.saveIdentity),
  saveHolder: inTurn(deps.saveHolder),
  saveOrdersOfDay: inTurn(deps.saveOrdersOfDay),
  removeIdentity: inTurn(deps.removeIdentity),
  removeHolder: inTurn(deps.removeHolder),
  removeOrdersOfDay: inTurn(deps.removeOrdersOfDay),
  readErasures: readEach(inTurn, deps.readErasures),
  noteErasures: writeEach(inTurn, deps.noteErasures),
  readCustomers: readEach(inTurn, deps.readCustomers),
  saveCustomer: inTurn(deps.saveCustomer),
  scanCustomers: scanInTurns(inTurn, deps.scanCustomers),
  removeCustomer: inTurn(deps.removeCustomer),
  readOrders: listEach(inTurn, deps.readOrders),
  replaceOrder: inTurn(deps.replaceOrder),
  removeOrder: inTurn(deps.removeOrder),
  readMessagesTo: listEach(inTurn, deps.readMessagesTo),
  unnameMessage: inTurn(deps.unnameMessage),
  removeMessage: inTurn(deps.removeMessage),
  suppress: inTurn(deps.suppress),
  noteSweep: inTurn(deps.noteSweep),
  park: inTurn(deps.park),
  lookAgain: inTurn(deps.lookAgain),
  enqueue: inTurn(deps.enqueue),
  data: {
    ...deps.data,
    read: inTurn(deps.data.read),
    write: inTurn(deps.data.write),
    remove: writeEach(inTurn, deps.data.remove),
  },
});
