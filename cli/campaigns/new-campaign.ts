import { randomUUID } from "node:crypto";
import { cp, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parseDocument } from "yaml";
import { campaignIdSchema } from "../../shared/model/campaign.ts";
import { didYouMean } from "../../shared/model/near-miss.ts";
import { UsageError } from "../terminal/usage-error.ts";

const DEFINITION = "campaign.yaml";

/** A campaign to be made: in which folder, under which name, of which other one, and which there are. */
export type NewCampaign = { folder: string; name: string; like: string; there: readonly string[] };

/**
 * Copies a campaign under another name, switched off, its remarks as they are; the folder is there whole or not at all.
 * @throws UsageError for a name that cannot be one or is taken, and for an original that is not there
 */
export const makeCampaign = async ({ folder, name, like, there }: NewCampaign): Promise<string> => {
  const named = campaignIdSchema.safeParse(name);
  if (!named.success) throw new UsageError(`"${name}" cannot be a campaign's name: ${named.error.issues[0]?.message}.`);
  if (there.includes(name))
    throw new UsageError(`There is a campaign "${name}" already. Choose another name, or edit that one.`);
  if (!there.includes(like))
    throw new UsageError(
      `There is no campaign "${like}" to make it like${didYouMean(like, there) || `; there is ${there.join(", ")}`}.`,
    );
  // Nobody reads a folder whose name begins with a dot.
  const draft = join(folder, `.new-${randomUUID()}`);
  try {
    await cp(join(folder, like), draft, { recursive: true, dereference: true });
    const file = join(draft, DEFINITION);
    await writeFile(file, switchedOff(await readFile(file, "utf8"), name));
    await rename(draft, join(folder, name));
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
  return join(folder, name);
};

/** The same definition under a name of its own, disabled; the rest as it was written. */
const switchedOff = (text: string, name: string): string => {
  const document = parseDocument(text);
  if (document.errors.length > 0) return text;
  document.set("name", name);
  document.set("enabled", false);
  return document.toString({ lineWidth: 0, flowCollectionPadding: false });
};
