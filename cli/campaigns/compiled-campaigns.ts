import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import * as z from "zod";
import { keptFolder } from "../../infra/kept-folder.ts";
import { campaignLibrarySchema } from "../../shared/model/campaign-library.ts";
import { parseJson } from "../../shared/model/parse-json.ts";
import { hashFiles } from "../system/hash-files.ts";
import { projectRoot } from "../system/project-root.ts";
import { findingSchema } from "./lint/finding.ts";
import type { ReadCampaigns } from "./read-campaign-folder.ts";

/** What says how campaigns are compiled and what is a mistake. */
const COMPILER = ["cli/campaigns", "shared/campaigns", "shared/mail", "shared/model", "package-lock.json"];

/**
 * The campaigns of a folder, compiled. Those without a mistake are kept by what they were made from: loading the compiler takes longer
 * than the night of a small file. Where nothing can be kept, they are compiled each time.
 *
 * @param directory ends in a slash
 * @param shown what the folder is called in what is said about its files
 */
export const readCampaigns = async (directory: URL, shown: string): Promise<ReadCampaigns> => {
  const before = await keyOf(directory);
  const folder = join(projectRoot, ".rouse", "campaigns", before);
  const kept = await readKept(folder, shown);
  if (kept !== undefined) return kept;
  const { readCampaignFolder } = await import("./read-campaign-folder.ts");
  const read = await readCampaignFolder(directory, shown);
  // Somebody may have saved a file meanwhile: what was compiled would be kept under another's name.
  if (read.broken.length === 0 && (await keyOf(directory)) === before) await keep(folder, read, shown);
  return read;
};

const KEPT = "compiled.json";
/** Remarks name their files within the folder: it may be called otherwise another time. */
const keptSchema = z.strictObject({ library: campaignLibrarySchema, remarks: z.array(findingSchema) });

const readKept = async (folder: string, shown: string): Promise<ReadCampaigns | undefined> => {
  const file = join(folder, KEPT);
  if (!existsSync(file)) return undefined;
  const { data: kept } = keptSchema.safeParse(parseJson(await readFile(file, "utf8")));
  if (kept === undefined) return undefined;
  const findings = kept.remarks.map((remark) => ({ ...remark, file: `${shown}/${remark.file}` }));
  return { library: kept.library, broken: [], findings };
};

const keep = async (folder: string, { library, findings }: ReadCampaigns, shown: string): Promise<void> => {
  const remarks = findings.map((finding) => ({ ...finding, file: finding.file.slice(shown.length + 1) }));
  try {
    await keptFolder(folder, (draft) => writeFile(join(draft, KEPT), JSON.stringify({ library, remarks })));
  } catch (error) {
    if (!(error instanceof Error && "code" in error)) throw error;
  }
};

const keyOf = async (directory: URL): Promise<string> => {
  const hash = createHash("sha256");
  await hashFiles(hash, fileURLToPath(directory));
  for (const name of COMPILER) await hashFiles(hash, join(projectRoot, name));
  return hash.digest("hex").slice(0, 32);
};
