import { existsSync } from "node:fs";
import { join } from "node:path";
import { spooledCustomers } from "../../shared/adapters/customer-spool.ts";
import { folderFiles } from "../../shared/adapters/folder-files.ts";
import { nightFiles } from "../../shared/adapters/night-files.ts";
import { workPrefixes } from "../../shared/model/night.ts";
import type { FilesToCopy } from "../result/copy-files.ts";
import { customersIn, dataIn, type Place } from "./ground.ts";

/** The folder within a result that explains its numbers. */
const KEPT = "night";

/** What is made again from the others, or stands in marketing's files. */
const NOT_KEPT = /\/(?:parts|ids|aggregates|money|tallies|candidates|unscored)\//;

/** What a night of one process leaves beside marketing's files: what it knew of each customer, and what became of the mail. */
export const nightToKeep = (place: Place): FilesToCopy[] => [
  {
    files: dataIn(place),
    prefix: workPrefixes.runs,
    into: `${KEPT}/${workPrefixes.runs}`,
    isWanted: (path) => !NOT_KEPT.test(path),
  },
  {
    files: dataIn(place),
    prefix: workPrefixes.campaigns,
    into: `${KEPT}/${workPrefixes.campaigns}`,
  },
  { files: folderFiles(customersIn(place)), prefix: "", into: `${KEPT}/customers/` },
];

export const hasKept = (result: string): boolean => existsSync(join(result, KEPT));

/** The same, where it was left. */
export const openKept = (result: string) => ({
  ...nightFiles(folderFiles(join(result, KEPT))),
  ...spooledCustomers(join(result, KEPT, "customers")),
});
