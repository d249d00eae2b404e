import { randomUUID } from "node:crypto";
import { cp, lstat, rename, rm, stat, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { pathToFileURL } from "node:url";
import { isMap, parseDocument } from "yaml";
import { readWrittenText } from "../../shared/adapters/read-written-text.ts";
import { campaignIdSchema } from "../../shared/model/campaign.ts";
import { OFFERS_FOLDER } from "../../shared/model/campaign-library.ts";
import { didYouMean } from "../../shared/model/near-miss.ts";
import { UsageError } from "../terminal/usage-error.ts";

const DEFINITION = "campaign.yaml";

/** A campaign to be made: in which folder, under which name, of which other one, and which there are. */
export type NewCampaign = { folder: string; name: string; like: string; there: readonly string[] };

/**
 * Copies a campaign under another name, switched off, its remarks as they are; the folder is there whole or not at all.
 * @throws UsageError for a name that cannot be one or is taken, and for an original that is not there or has mistakes
 */
export const makeCampaign = async ({ folder, name, like, there }: NewCampaign): Promise<string> => {
  const named = campaignIdSchema.safeParse(name);
  if (!named.success) throw new UsageError(`"${name}" cannot be a campaign's name: ${named.error.issues[0]?.message}.`);
  if (name === OFFERS_FOLDER)
    throw new UsageError(`"${name}" cannot be a campaign's name: in that folder lie offers. Choose another name.`);
  if (there.includes(name)) throw taken(name);
  if (!there.includes(like))
    throw new UsageError(
      `There is no campaign "${like}" to make it like${didYouMean(like, there) || `; there is ${there.join(", ")}`}.`,
    );
  const [original, made] = [join(folder, like), join(folder, name)];
  if (await isThere(made))
    throw new UsageError(`${made} is there already, and is no campaign. Choose another name, or take that away.`);
  const definition = await readWrittenText(pathToFileURL(join(original, DEFINITION)), `${like}/${DEFINITION}`);
  const switched = definition === undefined ? undefined : switchedOff(definition, name);
  if (switched === undefined)
    throw new UsageError(
      `The ${DEFINITION} of "${like}" is missing or has mistakes: a copy could not be switched off. Mend it first (rouse campaigns check).`,
    );
  // Nobody reads a folder whose name begins with a dot.
  const draft = join(folder, `.new-${randomUUID()}`);
  try {
    await cp(original, draft, { recursive: true, dereference: true, filter: isOfCampaign(original) });
    await writeFile(join(draft, DEFINITION), switched);
    await rename(draft, made);
  } catch (error) {
    if (await isThere(made)) throw taken(name);
    throw error;
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
  return made;
};

const taken = (name: string): UsageError =>
  new UsageError(`There is a campaign "${name}" already. Choose another name, or edit that one.`);

const isThere = async (path: string): Promise<boolean> => (await lstat(path).catch(() => undefined)) !== undefined;

/** Neither what a dot hides, such as an editor's drafts, nor what is no file. */
const isOfCampaign = (original: string) => async (path: string) => {
  if (path === original) return true;
  const is = await stat(path).catch(() => undefined);
  return !basename(path).startsWith(".") && (is?.isFile() === true || is?.isDirectory() === true);
};

/** The same definition under a name of its own, disabled; the rest as it was written. Undefined where it has mistakes. */
const switchedOff = (text: string, name: string): string | undefined => {
  const document = parseDocument(text);
  if (document.errors.length > 0 || !isMap(document.contents)) return undefined;
  document.set("name", name);
  document.set("enabled", false);
  return document.toString({ lineWidth: 0, flowCollectionPadding: false });
};
