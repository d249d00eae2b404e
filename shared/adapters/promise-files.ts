import { keptFiles } from "../model/kept-files.ts";
import { promiseFileSchema, promiseKey } from "../model/promise-file.ts";
import type { FileStore } from "../ports/files.ts";
import type * as Night from "../ports/night.ts";
import { findWholeJson, writeJson } from "./json-files.ts";

/** What nights promised, kept until it is settled. */
export const promiseFiles = (data: FileStore) => {
  const findPromisingDay: Night.FindPromisingDay = async (from, to) => {
    let newest: string | undefined;
    for await (const key of data.list(keptFiles.promises.prefix)) {
      if (promiseKey.matches(key) && key >= promiseKey(from) && key <= promiseKey(to)) newest = key;
    }
    return newest?.slice(keptFiles.promises.prefix.length, -".json".length);
  };
  const findPromise: Night.FindPromise = (asOf) => findWholeJson(data, promiseKey(asOf), promiseFileSchema);
  const savePromise: Night.SavePromise = (promise) => writeJson(data, promiseKey(promise.asOf), promise);
  return { findPromisingDay, findPromise, savePromise };
};
