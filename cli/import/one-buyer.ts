import { kindOfAddress } from "../../shared/identity/address-kinds.ts";
import { limitsOf, ownAddressesOf } from "../../shared/identity/identity-settings.ts";
import { tiesOfAccount, tiesOfAddress } from "../../shared/identity/ties.ts";
import type { AddressKind } from "../../shared/model/address-kind.ts";
import type { HolderRow } from "../../shared/model/evidence.ts";
import { namedIn } from "../../shared/model/holder.ts";
import type { Settings } from "../../shared/model/settings.ts";
import { newHolder } from "../../shared/recording/evidence.ts";

/** A holder who ordered, and with whom nobody else has anything to do: its names, and the address as it is mailed. */
type Alone = Pick<HolderRow, "holder" | "names"> & { email: string | undefined };

/** Whether one who ordered alone is one customer with all that the holder bears, by the ties of these. */
export const isOneBuyer = ({ holder, names, email }: Alone, settings: Settings): boolean => {
  const { account, email: address, phone } = namedIn(holder);
  if (phone !== undefined || names.length > 1) return false;
  const kind = kindOfAddress(email, ownAddressesOf(settings));
  // Which ids and which name these are makes no difference.
  const shape = `${account !== undefined} ${address !== undefined} ${names.length} ${kind}`;
  const known = shapesOf(settings).get(shape);
  if (known !== undefined) return known;
  const joins = joinsAll({ ...newHolder(holder), names, entries: ORDERED }, kind, settings);
  shapesOf(settings).set(shape, joins);
  return joins;
};

const ORDERED: HolderRow["entries"] = { order: { day: "1970-01-01", netMinor: 0 } };

const shapes = new WeakMap<Settings, Map<string, boolean>>();
const shapesOf = (settings: Settings): Map<string, boolean> => {
  const known = shapes.get(settings) ?? new Map<string, boolean>();
  shapes.set(settings, known);
  return known;
};

const joinsAll = (row: HolderRow, kind: AddressKind | undefined, settings: Settings): boolean => {
  const { account, email } = namedIn(row.holder);
  const limits = limitsOf(settings);
  const ofAccount = account === undefined ? undefined : tiesOfAccount({}, [row], limits);
  const accounts = new Map(account === undefined || ofAccount === undefined ? [] : [[account, ofAccount]]);
  const ofAddress = email === undefined ? undefined : tiesOfAddress({ identity: email }, [row], accounts, kind, limits);
  return [ofAccount, ofAddress].every((ties) => ties === undefined || ties.reason === "joins");
};
