import { fileURLToPath } from "node:url";
import { readWrittenText } from "../../shared/adapters/read-written-text.ts";
import type { CampaignDay } from "../../shared/model/campaign.ts";
import {
  type BrokenCampaign,
  type CampaignLibrary,
  type CampaignSource,
  campaignLibrarySchema,
  EVERY_CAMPAIGN,
  OCCASIONS_FILE,
  OFFERS_FOLDER,
  SEGMENTS_FILE,
} from "../../shared/model/campaign-library.ts";
import { SettingsError } from "../../shared/model/errors.ts";
import { campaignsIn } from "./campaigns-in.ts";
import { type Frame, parseFrame } from "./frame.ts";
import { type Finding, withProblems } from "./lint/finding.ts";
import { missingLanguages } from "./lint/missing-languages.ts";
import { orMistakes } from "./mistakes.ts";
import { readCampaign } from "./read-campaign.ts";
import { readOccasions } from "./read-occasions.ts";
import { readOffers, unusedOffers } from "./read-offers.ts";
import { readSegments } from "./read-segments.ts";
import { DEFINITION, inOneLine } from "./template-files.ts";

/** Campaigns as they were read and compiled, and those with mistakes apart. */
export type ReadCampaigns = {
  library: CampaignLibrary;
  broken: readonly BrokenCampaign[];
  /** All that was found, mistakes and what is worth a remark. */
  findings: readonly Finding[];
};

const FRAME = "frame.mjml";

/**
 * Reads `campaigns/`: the frame, and one folder for each campaign with its definition and a template for each language, all compiled. In
 * the order of their names; those with mistakes stand apart.
 *
 * @param directory ends in a slash
 * @param shown what the folder is called in what is said about its files
 */
export const readCampaignFolder = async (directory: URL, shown: string): Promise<ReadCampaigns> => {
  const ids = await campaignsIn(fileURLToPath(directory));
  const frame = await orMistakes(() => readFrame(directory, shown));
  const campaigns: CampaignSource[] = [];
  const broken: BrokenCampaign[] = [];
  const noted: Finding[] = "problems" in frame ? [] : [...frame.remarks];
  const note = (found: readonly Finding[]): void => void noted.push(...found);
  if (ids.length === 0)
    broken.push({ id: EVERY_CAMPAIGN, problems: [...("problems" in frame ? frame.problems : []), none(shown)] });
  const segments = await orMistakes(() => readSegments(directory, shown));
  if ("problems" in segments) broken.push({ id: SEGMENTS_FILE, problems: segments.problems });
  const own = "problems" in segments ? [] : segments;
  const offers = await readOffers(directory, shown);
  if (offers.problems.length > 0) broken.push({ id: OFFERS_FOLDER, problems: [...offers.problems] });
  const beside = { segments: own.map(({ name }) => name), offers };
  for (const id of ids) {
    const url = new URL(`${encodeURIComponent(id)}/`, directory);
    const folder = { url, shown: `${shown}/${inOneLine(id)}`, id, note };
    // Without a frame no campaign has a whole mail.
    const read = "problems" in frame ? frame : await orMistakes(() => readCampaign(folder, frame, beside));
    if ("problems" in read) broken.push({ id, problems: read.problems });
    else campaigns.push(read);
  }
  const listed = await orMistakes(() =>
    readOccasions(directory, shown, { ids, campaigns: campaigns.map(({ campaign }) => campaign) }),
  );
  if ("problems" in listed) broken.push({ id: OCCASIONS_FILE, problems: listed.problems });
  const dated = "problems" in listed ? campaigns : campaigns.map((source) => withListedDays(source, listed));
  // Fields in the order of the schema, as they are read again: equal campaigns give equal bytes, and by these a version is named.
  const library = campaignLibrarySchema.parse({ campaigns: dated, ...(own.length > 0 && { segments: own }) });
  note(missingLanguages(campaigns, shown));
  // Of a campaign that could not be read nobody knows what it names.
  if (broken.length === 0)
    note(
      unusedOffers(
        offers,
        campaigns.map(({ campaign }) => campaign),
        shown,
      ),
    );
  return { library, broken, findings: withProblems(noted, broken, shown) };
};

const none = (shown: string): string =>
  `${shown} has no campaign in it: each is a folder with a ${DEFINITION}, within the one that is named. To stop a campaign, set enabled: false`;

const readFrame = async (directory: URL, shown: string): Promise<Frame> => {
  const text = await readWrittenText(new URL(FRAME, directory), `${shown}/${FRAME}`);
  if (text !== undefined) return parseFrame(text, `${shown}/${FRAME}`);
  throw new SettingsError(`${shown}/${FRAME} is missing: every mail stands in it`);
};

const withListedDays = (source: CampaignSource, listed: ReadonlyMap<string, CampaignDay[]>): CampaignSource => {
  const days = listed.get(source.campaign.id);
  return days === undefined ? source : { ...source, campaign: { ...source.campaign, days } };
};
