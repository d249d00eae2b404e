import { existsSync } from "node:fs";
import { join } from "node:path";
import { folderFiles } from "../../shared/adapters/folder-files.ts";
import { findWholeJson } from "../../shared/adapters/json-files.ts";
import { publishedFiles } from "../../shared/adapters/published-files.ts";
import { type ModelFile, modelFileSchema } from "../../shared/model/model-file.ts";
import { marketingKeys } from "../../shared/model/night.ts";
import type { Day } from "../../shared/model/time.ts";
import type { FileStore } from "../../shared/ports/files.ts";
import { UsageError } from "../terminal/usage-error.ts";

type PromisingNight = Pick<ModelFile, "asOf" | "promises">;

/** The night that a bucket of marketing's shows, or that of a day; undefined where none was held. @throws UsageError where that day has none */
export const nightOfFiles = async (marketing: FileStore, day?: Day): Promise<PromisingNight | undefined> => {
  const { findLatest, findPublishedModel } = publishedFiles(marketing);
  const latest = (await findLatest())?.asOf;
  if (latest === undefined) return undefined;
  const asOf = day ?? latest;
  const model = await findPublishedModel(asOf);
  if (model !== undefined) return model;
  throw new UsageError(
    asOf === latest
      ? `The night of ${asOf} was fitted by another version of Rouse: its model.json cannot be read. The next night's can.`
      : `There is no night of ${asOf} that this version of Rouse can read; the latest is that of ${latest}. Give another day with --as-of.`,
  );
};

/** The same of a folder: of one night, as `rouse run` leaves it, or of many. @throws UsageError where it is neither */
export const nightOfFolder = async (folder: string, day?: Day): Promise<PromisingNight> => {
  const files = folderFiles(folder);
  if (existsSync(join(folder, marketingKeys.latest()))) {
    const night = await nightOfFiles(files, day);
    if (night !== undefined) return night;
  }
  const night = existsSync(folder) ? await findWholeJson(files, "model.json", modelFileSchema) : undefined;
  if (night === undefined)
    throw new UsageError(
      `${folder} is no result of rouse run or rouse rehearse that this version of Rouse can read. Name what they were given as --out.`,
    );
  if (day !== undefined && day !== night.asOf)
    throw new UsageError(`${folder} has the night of ${night.asOf} alone. Leave out --as-of, or give that day.`);
  return night;
};
