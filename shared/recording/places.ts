import { archivePrefixes } from "../model/archive-keys.ts";
import type { KeyedHash } from "../model/identity.ts";
import { type Places, placesSchema } from "../model/look-again.ts";
import { parseJson } from "../model/parse-json.ts";
import type { FileStore } from "../ports/files.ts";
import type { LookAgain } from "../ports/world.ts";

export type SavePlacesDeps = { data: Pick<FileStore, "write">; lookAgain: LookAgain; hash: KeyedHash };

/**
 * Notes where an erasure looks, and sends the message that makes it look again. First of all the handles alone are noted,
 * so that whatever dies is gone on with; then everything that was found, before any of it goes. Each note is a file of its
 * own, named by what it says: an attempt that finds less than one before it takes nothing from that.
 */
export const savePlaces = async (
  places: Pick<Places, "at" | "handles" | "files"> & Partial<Places>,
  { data, lookAgain, hash }: SavePlacesDeps,
): Promise<void> => {
  const nothing = { customerIds: [], identities: [], holders: [], orders: [], told: [], bodies: [] };
  const whole: Places = { reach: "person", ...nothing, handleKeys: [], sharedKeys: [], ownHandles: [], ...places };
  const text = JSON.stringify(whole);
  const key = `${archivePrefixes.erasures}${hash(`places ${text}`)}.json`;
  // The message first: it is long on its way, and a file without one would lie there for nobody.
  await lookAgain({ lookAgain: key });
  await data.write(key, text, "application/json");
};

/** Undefined where somebody has looked already. */
export const readPlaces = async (key: string, data: Pick<FileStore, "read">): Promise<Places | undefined> => {
  const bytes = await data.read(key);
  return bytes && placesSchema.parse(parseJson(Buffer.from(bytes).toString("utf8")));
};
