import { archivePrefixes } from "../model/archive-keys.ts";
import type { KeyedHash } from "../model/identity.ts";
import { markOfSourceSchema } from "../model/look-again.ts";
import type { Source } from "../model/order.ts";
import { parseJson } from "../model/parse-json.ts";
import type { Instant } from "../model/time.ts";
import type { FileStore } from "../ports/files.ts";

export type MarkDeps = { data: Pick<FileStore, "read" | "write" | "remove">; hash: KeyedHash };

/**
 * Through whom it has come; before all where it has not begun.
 *
 * @param since the erasure of the source before this one: a mark that is not newer was left by that
 */
export const readMark = async (source: Source, since: string, { data, hash }: MarkDeps): Promise<string> => {
  const bytes = await data.read(keyOf(source, hash));
  const mark = bytes && markOfSourceSchema.parse(parseJson(Buffer.from(bytes).toString("utf8")));
  return mark && mark.at > since ? mark.through : "";
};

export const saveMark = (
  source: Source,
  mark: { at: Instant; through: string },
  { data, hash }: MarkDeps,
): Promise<void> => data.write(keyOf(source, hash), JSON.stringify(mark), "application/json");

export const forgetMark = (source: Source, { data, hash }: MarkDeps): Promise<void> =>
  data.remove([keyOf(source, hash)]);

const keyOf = (source: Source, hash: KeyedHash): string =>
  `${archivePrefixes.erasures}${hash(`kept of ${source}`)}.json`;
