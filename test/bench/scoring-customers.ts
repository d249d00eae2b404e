import { closeSync, openSync, writeSync } from "node:fs";
import { simulateSummaries } from "../support/simulate-customers.ts";
import { fileColumns, presetSchema, presets } from "./scoring-steps.ts";

/** `scoring-customers.ts PRESET CUSTOMERS FILE`: simulates a shop, in 64 shards of equal size, into a file. */
const [, , presetName, customerCount = "0", file = ""] = process.argv;
const { truth } = presets[presetSchema.parse(presetName)];
const SHARDS = 64;
const SEED = 20261121;
const perShard = Math.ceil(Number(customerCount) / SHARDS);

const to = openSync(file, "w");
for (let shard = 0; shard < SHARDS; shard++) {
  const columns = simulateSummaries(truth, perShard, SEED + shard);
  for (const [place, name] of fileColumns.names.entries()) {
    const bytes = new Uint8Array(Float64Array.from(columns[name]).buffer);
    writeSync(to, bytes, 0, bytes.length, 8 * perShard * (place * SHARDS + shard));
  }
}
closeSync(to);
