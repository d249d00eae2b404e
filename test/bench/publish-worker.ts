import { folderFiles } from "../../shared/adapters/folder-files.ts";
import { nightFiles } from "../../shared/adapters/night-files.ts";
import { joinsOf } from "../../shared/model/joins.ts";
import { publishAtScale } from "../support/publish-at-scale.ts";
import { peakMegabytes } from "./peak-memory.ts";

/** `publish-worker.ts FOLDER RUN CUSTOMERS SHARDS`: publishes a shop of so many shards like the one in the folder, in a process of its own; prints what it came to. */
const [, , folder = "", runId = "", customers = "", shards = ""] = process.argv;
const files = folderFiles(folder);
const objects = new Map<string, Uint8Array>();
for await (const key of files.list("")) objects.set(key, (await files.read(key)) ?? new Uint8Array());
const run = await nightFiles(files).readRun(runId);
const joins = joinsOf(Number(shards));
if (joins === undefined) throw new RangeError(`${shards} shards are not joined in groups`);
const work = await publishAtScale({ customers: Number(customers), run, objects }, Number(shards), joins);
const { user, system } = process.cpuUsage();
console.log(JSON.stringify({ work, cpuSeconds: (user + system) / 1e6, peakMegabytes: peakMegabytes() }));
