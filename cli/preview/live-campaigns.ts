import { pathToFileURL } from "node:url";
import type { LiveCampaigns } from "../../infra/local/web/campaign-pages.ts";
import { createS3Client } from "../../shared/adapters/aws-clients.ts";
import { campaignVersions } from "../../shared/adapters/campaign-versions.ts";
import { s3FileStore } from "../../shared/adapters/s3-file-store.ts";
import type { CampaignLibrary } from "../../shared/model/campaign-library.ts";
import { counted } from "../../shared/model/counted.ts";
import type { Settings } from "../../shared/model/settings.ts";
import { now } from "../../shared/runtime/now.ts";
import { describeDifference } from "../campaigns/describe-campaigns.ts";
import type { ReadCampaigns } from "../campaigns/read-campaign-folder.ts";
import { type ReadFolder, remarksOn, withDays } from "../campaigns/remark-folder.ts";
import { watchFolder } from "../campaigns/watch-folder.ts";
import { readLastNight } from "./campaign-night.ts";
import { previewFolder } from "./preview-folder.ts";
import { previewPage } from "./preview-page.ts";
import { localesSpoken, stepsOf } from "./steps-of.ts";
import { withExampleAddress } from "./with-example-address.ts";

/** The system whose nights and published campaigns are told of, once it runs. */
type Served = { settings: Settings; outputs: { DataBucket: string; MarketingBucket: string } };

export type WatchedCampaigns = {
  live: LiveCampaigns;
  /** Begins to watch, for a system that runs. */
  begin: (served: Served) => void;
  end: () => void;
};

/** A question that waits for something to be saved is answered after that, and asked anew. */
const LONGEST_WAIT_MS = 20_000;

/**
 * A folder of campaigns whose files are read again whenever one is saved: mistakes are said as plain lines, and pages have the newest.
 * The first reading is done when somebody asks for it.
 */
export const watchCampaigns = (folder: string, shown: string, say: (line: string) => void): WatchedCampaigns => {
  let reading: Promise<ReadCampaigns> | undefined;
  let deployed: CampaignLibrary | undefined;
  // What is mended is told as another than it was before the mistake, and not as new.
  let sound: CampaignLibrary | undefined;
  let served: Served | undefined;
  let stop: (() => void) | undefined;
  // Another in each process: a page that outlives one loads again.
  let revision = Date.parse(now());
  let waiting: (() => void)[] = [];

  const readNow = async (): Promise<ReadCampaigns> => {
    const { readCampaignFolder } = await import("../campaigns/read-campaign-folder.ts");
    return readCampaignFolder(pathToFileURL(`${folder}/`), shown).catch((error: unknown) => gone(error, shown));
  };
  const read = async (): Promise<ReadCampaigns> => {
    reading ??= readNow();
    const found = await reading;
    deployed ??= found.library;
    if (found.broken.length === 0) sound ??= found.library;
    return found;
  };
  const saved = async () => {
    reading = readNow();
    const found = await reading;
    for (const line of saidOf(sound, withDays({ ...found, shown }, now()))) say(line);
    if (found.broken.length === 0) sound = found.library;
    revision += 1;
    const answered = waiting;
    waiting = [];
    for (const answer of answered) answer();
  };
  const live: LiveCampaigns = {
    shown,
    revision: () => revision,
    changed: (seen) =>
      new Promise((resolve) => {
        if (seen !== revision) return resolve(revision);
        const answer = () => {
          clearTimeout(timer);
          resolve(revision);
        };
        const timer = setTimeout(() => {
          waiting = waiting.filter((one) => one !== answer);
          answer();
        }, LONGEST_WAIT_MS).unref();
        waiting.push(answer);
      }),
    list: async () => {
      const found = withDays({ ...(await read()), shown }, now());
      const { library, broken } = found;
      const sound = library.campaigns.map((source) => {
        const { id, name, enabled } = source.campaign;
        return { id, name, enabled, steps: stepsOf(source), locales: localesSpoken(source), problems: [] };
      });
      const nothing = { enabled: false, steps: [], locales: [] };
      const mistaken = broken.map(({ id, problems }) => ({ ...nothing, id, name: id, problems }));
      const campaigns = [...sound, ...mistaken].sort((a, b) => (a.id < b.id ? -1 : 1));
      const notInForce = describeDifference(await inForce(served, deployed), library, broken);
      return { campaigns, remarks: remarksOn(found), notInForce };
    },
    preview: async (id, back) => {
      const at = now();
      const found = withDays({ ...(await read()), shown }, at);
      if (served === undefined) return undefined;
      const { settings, note } = withExampleAddress(served.settings);
      const night = await readLastNight(s3FileStore(createS3Client(), served.outputs.MarketingBucket));
      const how = { settings, at, only: id, night };
      const campaigns = await previewFolder(found, how);
      const [campaign] = campaigns;
      if (campaign === undefined) return undefined;
      return previewPage({
        title: `Preview of ${campaign.campaign?.name ?? id}`,
        lead: `What would be written to five invented customers, by the code that writes the night's mail. This page follows what is saved in ${shown}/${id}; nights go by what was published last, with rouse campaigns publish.`,
        notes: note === undefined ? [] : [note],
        ...{ campaigns, noNight: undefined, live: back },
      }).markup;
    },
  };
  return {
    live,
    begin: (system) => {
      served = system;
      stop = watchFolder(folder, saved);
    },
    end: () => stop?.(),
  };
};

/** What nights would go by now: what was published last, else what the system began with. */
const inForce = async (
  served: Served | undefined,
  deployed: CampaignLibrary | undefined,
): Promise<CampaignLibrary | undefined> => {
  if (served === undefined) return deployed;
  const versions = campaignVersions(s3FileStore(createS3Client(), served.outputs.DataBucket));
  const version = (await versions.findInForce())?.inForce.changes[0]?.version ?? null;
  return version === null ? deployed : versions.findReadable(version);
};

/** A folder that is not there any more has one mistake, and comes back when it does; the system goes on. */
const gone = (error: unknown, shown: string): ReadCampaigns => {
  const why = error instanceof Error && "code" in error ? error.code : error;
  const problems = [`${shown} cannot be read: ${why}`];
  return { library: { campaigns: [] }, broken: [{ id: "campaigns", problems }], findings: [] };
};

const saidOf = (before: CampaignLibrary | undefined, folder: ReadFolder): string[] => {
  const { library, broken } = folder;
  const problems = [...new Set(broken.flatMap((campaign) => campaign.problems))];
  if (problems.length > 0) return [...problems, ...remarksOn(folder)];
  return [
    `Saved: no mistakes in ${counted(library.campaigns.length, "campaign")}.`,
    ...describeDifference(before, library).map((line) => `  ${line}`),
    ...remarksOn(folder),
  ];
};
