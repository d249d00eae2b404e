import type { KeyedHash } from "../model/identity.ts";
import type { Settings } from "../model/settings.ts";
import type { ReadCustomer, ReadCustomers, SaveCustomer } from "../ports/customers.ts";
import type { NoteErasures, ReadErasures } from "../ports/erasures.ts";
import type { FileStore } from "../ports/files.ts";
import type { ReadIdentities, RemoveIdentity, RepointIdentity, TakeIdentity } from "../ports/identities.ts";
import type { ReadOrder, ReadOrders, ReadOrdersOf, RemoveOrder, ReplaceOrder } from "../ports/orders.ts";

/** What recording needs from the world. */
export type RecordDeps = {
  readIdentities: ReadIdentities;
  takeIdentity: TakeIdentity;
  repointIdentity: RepointIdentity;
  removeIdentity: RemoveIdentity;
  readErasures: ReadErasures;
  noteErasures: NoteErasures;
  readCustomer: ReadCustomer;
  readCustomers: ReadCustomers;
  saveCustomer: SaveCustomer;
  readOrder: ReadOrder;
  readOrders: ReadOrders;
  readOrdersOf: ReadOrdersOf;
  replaceOrder: ReplaceOrder;
  removeOrder: RemoveOrder;
  /** Where raw bodies lie: the oldest are forgotten once a row names too many. */
  data: Pick<FileStore, "remove">;
  hash: KeyedHash;
  settings: Settings;
  /** Waits before another attempt, longer each time and by a random share, so that rivals do not meet again. */
  pause: (attempt: number) => Promise<void>;
};

/** A step that another writer overtook answers "conflict": start over with fresh data. */
export type Step = "done" | "conflict";
