import { createHash } from "node:crypto";
import { basename } from "node:path";
import { type CampaignLibrary, campaignLibrarySchema } from "../model/campaign-library.ts";
import { campaignKeys, campaignsInForceSchema, campaignsPrefix } from "../model/campaigns-in-force.ts";
import { RouseError } from "../model/errors.ts";
import { parseJson } from "../model/parse-json.ts";
import type * as Campaigns from "../ports/campaigns.ts";
import type { FileStore } from "../ports/files.ts";
import { findWholeJson, JSON_TYPE, jsonText, openBytes, replaceJson, writeJson } from "./json-files.ts";

/** Campaigns are named by their content: the SHA-256 of it in hexadecimal digits. */
export const versionOf = (library: CampaignLibrary): string => contentHash(library);

const contentHash = (value: unknown): string => createHash("sha256").update(JSON.stringify(value)).digest("hex");

/** Published campaigns, in the data bucket. */
export const campaignVersions = (data: FileStore) => {
  const findInForce: Campaigns.FindCampaignsInForce = async () => {
    const opened = await openBytes(data, campaignKeys.inForce());
    if (opened === undefined) return undefined;
    const { data: inForce } = campaignsInForceSchema.safeParse(parseJson(opened.bytes.toString("utf8")));
    if (inForce === undefined) throw broken(campaignKeys.inForce(), HOW_TO_POINT_AGAIN);
    return { inForce, mark: opened.version };
  };
  const changeInForce: Campaigns.ChangeCampaignsInForce = async (inForce, { mark }) => {
    const key = campaignKeys.inForce();
    const written =
      mark === undefined
        ? await data.create(key, jsonText(inForce), JSON_TYPE)
        : await replaceJson(data, key, mark, inForce);
    return written === "taken" || written === "changed" ? "conflict" : "changed";
  };
  const saveVersion: Campaigns.SaveCampaignVersion = async (library) => {
    const version = versionOf(library);
    await writeJson(data, campaignKeys.version(version), library);
    return version;
  };
  const findVersion: Campaigns.FindCampaignVersion = async (version) => {
    const key = campaignKeys.version(version);
    const bytes = await data.read(key);
    if (bytes === undefined) return undefined;
    const written = parseJson(Buffer.from(bytes).toString("utf8"));
    const { data: library } = campaignLibrarySchema.safeParse(written);
    // Its name is what it was when it was published: what is another now was put there by somebody else.
    if (library === undefined || contentHash(written) !== version) throw broken(key, HOW_TO_PUBLISH_AGAIN);
    return library;
  };
  /** The same for who only tells of it: one that another version of the program wrote is none. */
  const findReadable = (version: string) => findWholeJson(data, campaignKeys.version(version), campaignLibrarySchema);
  const listVersions: Campaigns.ListCampaignVersions = async () => {
    const versions: string[] = [];
    for await (const key of data.list(campaignsPrefix))
      if (campaignKeys.version.matches(key)) versions.push(basename(key, ".json"));
    return versions;
  };
  return { findInForce, changeInForce, saveVersion, findVersion, findReadable, listVersions };
};
export type CampaignVersions = ReturnType<typeof campaignVersions>;

/** What to do where a version is no good. */
export const HOW_TO_PUBLISH_AGAIN =
  "Publish again (rouse campaigns publish), or go back to others (rouse campaigns rollback).";
const HOW_TO_POINT_AGAIN =
  "Put back what was there; or remove it, look which versions there are (rouse campaigns list), and put one in force (rouse campaigns rollback VERSION).";

const broken = (key: string, whatToDo: string): RouseError =>
  new RouseError("FileBrokenError", `the file "${key}" is not what this version of the program writes. ${whatToDo}`);
