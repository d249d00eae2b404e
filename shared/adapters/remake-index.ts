import { Readable } from "node:stream";
import * as z from "zod";
import { workKeys } from "../model/night.ts";
import { column, tableOf } from "../model/table.ts";
import type { FileStore } from "../ports/files.ts";
import { decodeHashIndex, encodeHashIndex, hashIndexOf } from "../stats/hash-index.ts";
import { openBytes } from "./json-files.ts";
import { parquetTables } from "./parquet-tables.ts";
import { untilUnchanged } from "./until-unchanged.ts";

const idsTable = tableOf(z.object({ customer_id: column("text", z.string()) }));

/**
 * Makes the index of a shard's ids again where it does not count as many as there are rows: somebody was taken out of them. So an
 * erasure that breaks off between the two is made good by the next. It is written over what it was before the rows were read: of
 * erasures side by side, whoever read the rows last has the last word. An index without rows goes.
 */
export const remakeIndex = async (
  data: FileStore,
  { runId, shard, rows }: { runId: string; shard: number; rows: number },
): Promise<void> => {
  const key = workKeys.idIndex(runId, shard);
  await untilUnchanged(key, async () => {
    const opened = await openBytes(data, key);
    if (opened === undefined || decodeHashIndex(opened.bytes)?.length === rows) return;
    if (rows === 0) return data.remove([key]);
    const ids: string[] = [];
    for await (const batch of parquetTables(data).read(workKeys.rows(runId, shard), idsTable)) {
      ids.push(...batch.map((row) => row.customer_id));
    }
    return data.replace(key, opened.version, Readable.from([encodeHashIndex(hashIndexOf(ids))]));
  });
};
