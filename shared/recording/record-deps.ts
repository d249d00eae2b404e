import type { KeyedHash } from "../model/identity.ts";
import type { Settings } from "../model/settings.ts";
import type { ReadCustomers, SaveCustomer } from "../ports/customers.ts";
import type { NoteErasures, ReadErasures } from "../ports/erasures.ts";
import type {
  ReadEvidence,
  RemoveHolder,
  RemoveIdentity,
  RemoveOrdersOfDay,
  SaveHolder,
  SaveIdentity,
  SaveOrdersOfDay,
} from "../ports/evidence.ts";
import type { FileStore } from "../ports/files.ts";
import type { ReadOrders, RemoveOrder, ReplaceOrder } from "../ports/orders.ts";

/** How many entries rows have room for: a holder's own, and one of a day. */
export type Room = { holder: number; day: number };

/** What it takes to work out who is who. */
export type DeriveDeps = { readEvidence: ReadEvidence; hash: KeyedHash; settings: Settings };

/** What recording needs from the world. */
export type RecordDeps = DeriveDeps & {
  saveIdentity: SaveIdentity;
  removeIdentity: RemoveIdentity;
  saveHolder: SaveHolder;
  removeHolder: RemoveHolder;
  saveOrdersOfDay: SaveOrdersOfDay;
  removeOrdersOfDay: RemoveOrdersOfDay;
  readErasures: ReadErasures;
  noteErasures: NoteErasures;
  readCustomers: ReadCustomers;
  saveCustomer: SaveCustomer;
  readOrders: ReadOrders;
  replaceOrder: ReplaceOrder;
  removeOrder: RemoveOrder;
  /** Where raw bodies lie: the oldest are forgotten once a row names too many. */
  data: Pick<FileStore, "remove" | "write">;
  /** Waits before another attempt, longer each time and by a random share, so that rivals do not meet again. */
  pause: (attempt: number) => Promise<void>;
  /** Absent: as docs/limits.md has it. */
  room?: Room;
};
