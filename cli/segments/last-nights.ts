import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { folderFiles } from "../../shared/adapters/folder-files.ts";
import { parquetTables } from "../../shared/adapters/parquet-tables.ts";
import { type CustomerRow, customerTable, ROWS_PATH } from "../../shared/model/customer-row.ts";
import { latestSchema, manifestSchema } from "../../shared/model/manifest.ts";
import { marketingFolder, marketingKeys } from "../../shared/model/night.ts";
import { parseJson } from "../../shared/model/parse-json.ts";
import type { Day } from "../../shared/model/time.ts";
import type { FileStore } from "../../shared/ports/files.ts";
import { nightBefore } from "../preview/campaign-night.ts";
import { UsageError } from "../terminal/usage-error.ts";

/** A night's rows, as marketing has them. */
export type ReadNight = { readonly asOf: Day; readonly rows: () => AsyncIterable<readonly CustomerRow[]> };
/** The last night, and the one before it where its files are there. */
export type LastNights = { readonly last: ReadNight; readonly before?: ReadNight };

/** The newest complete night of a system, by marketing's bucket; undefined where none was held. */
export const lastNights = async (marketing: FileStore): Promise<LastNights | undefined> => {
  const pointer = await marketing.read(marketingKeys.latest());
  const asOf = latestSchema.safeParse(parseJson(Buffer.from(pointer ?? []).toString("utf8"))).data?.asOf;
  if (asOf === undefined) return undefined;
  const nightOf = (day: Day): ReadNight => ({
    asOf: day,
    rows: () => parquetTables(marketing).read(`${marketingFolder(day)}${ROWS_PATH}`, customerTable),
  });
  const earlier = await nightBefore(marketing, asOf);
  return { last: nightOf(asOf), ...(earlier !== undefined && { before: nightOf(earlier) }) };
};

/** The one night that `rouse run` left in a folder. @throws UsageError where that is none */
export const nightIn = async (folder: string): Promise<LastNights> => {
  const manifest = join(folder, "manifest.json");
  const text = existsSync(manifest) && existsSync(join(folder, ROWS_PATH)) ? await readFile(manifest, "utf8") : "";
  const asOf = manifestSchema.safeParse(parseJson(text)).data?.asOf;
  if (asOf === undefined)
    throw new UsageError(`${folder} is no result of rouse run. Run rouse run, and name its --out with --in.`);
  return { last: { asOf, rows: () => parquetTables(folderFiles(folder)).read(ROWS_PATH, customerTable) } };
};
