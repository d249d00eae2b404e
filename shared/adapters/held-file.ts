import { campaignKeys } from "../model/campaigns-in-force.ts";
import { heldSchema, nothingHeld } from "../model/held.ts";
import { parseJson } from "../model/parse-json.ts";
import type { FileStore } from "../ports/files.ts";
import type { FindHeld, ReadHeld, WriteHeld } from "../ports/held.ts";
import { JSON_TYPE, jsonText, openBytes, replaceJson } from "./json-files.ts";

/** What is held, in the data bucket: one small file that no lifecycle ends. */
export const heldFile = (data: FileStore) => {
  const key = campaignKeys.held();
  const findHeld: FindHeld = async () => {
    const opened = await openBytes(data, key);
    if (opened === undefined) return { held: nothingHeld, mark: undefined };
    const { data: held = "unreadable" } = heldSchema.safeParse(parseJson(opened.bytes.toString("utf8")));
    return { held, mark: opened.version };
  };
  const readHeld: ReadHeld = async () => (await findHeld()).held;
  const writeHeld: WriteHeld = async (held, { mark }) => {
    const written =
      mark === undefined ? await data.create(key, jsonText(held), JSON_TYPE) : await replaceJson(data, key, mark, held);
    return written === "taken" || written === "changed" ? "conflict" : "written";
  };
  return { findHeld, readHeld, writeHeld };
};
