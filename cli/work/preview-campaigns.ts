import { mkdir } from "node:fs/promises";
import { join, resolve } from "node:path";
import { findRunning, readLastRunning } from "../../infra/local/running-file.ts";
import { writeWhole } from "../../infra/local/whole-files.ts";
import { readSettingsFile } from "../../infra/read-settings-file.ts";
import { createS3Client } from "../../shared/adapters/aws-clients.ts";
import { s3FileStore } from "../../shared/adapters/s3-file-store.ts";
import { counted } from "../../shared/model/counted.ts";
import type { Settings } from "../../shared/model/settings.ts";
import { now } from "../../shared/runtime/now.ts";
import { withDays } from "../campaigns/remark-folder.ts";
import { type CampaignNight, readLastNight } from "../preview/campaign-night.ts";
import { checkAsked } from "../preview/check-asked.ts";
import { findingsOf } from "../preview/findings.ts";
import { previewFolder } from "../preview/preview-folder.ts";
import { previewPage } from "../preview/preview-page.ts";
import type { PreviewedCampaign } from "../preview/previewed-campaign.ts";
import { withExampleAddress } from "../preview/with-example-address.ts";
import { projectRoot } from "../system/project-root.ts";
import type { SystemOptions } from "../system/system.ts";
import { onSystem } from "../system/with-system.ts";
import type { Call } from "../terminal/command.ts";
import type { Outcome } from "../terminal/terminal.ts";
import { readFolderOf } from "./check-files.ts";

type Options = SystemOptions & {
  campaigns?: string | undefined;
  step?: string | undefined;
  locale?: string | undefined;
  out?: string | undefined;
};

/** Shows what the campaigns of a folder would say to five invented customers, on one page. Nothing is sent. */
export const previewCampaigns = async (call: Call<Options>): Promise<Outcome> => {
  const { options, args } = call;
  const [only] = args;
  const at = now();
  const folder = withDays(await readFolderOf(options.campaigns), at);
  const asked = { campaign: only, step: options.step, locale: options.locale };
  checkAsked(asked, folder);
  const sight = await readSight(call);
  const { settings, note } = withExampleAddress(sight.settings);
  const campaigns = await previewFolder(folder, { ...options, settings, at, only, night: sight.night });
  const title = only === undefined ? "Preview of all campaigns" : `Preview of ${campaigns[0]?.campaign?.name ?? only}`;
  const page = previewPage({
    title,
    lead: `What would be written to five invented customers, by the code that writes the night's mail: ${settings.shop.name}, from ${folder.shown}, ${at.slice(0, 16).replace("T", " ")} UTC. Nothing was sent.`,
    notes: note === undefined ? [] : [note],
    ...{ campaigns, noNight: sight.noNight },
  });
  const out = resolve(options.out ?? join(options.data, "previews"));
  await mkdir(out, { recursive: true });
  const file = join(out, `${only ?? "campaigns"}.html`);
  await writeWhole(file, page.markup);
  return answered(file, campaigns, sight.noNight);
};

type Sight = {
  settings: Settings;
  night?: (campaignId: string) => CampaignNight;
  noNight?: string;
};

/** Whose settings messages are written by, and the last night, where a system can be asked without starting one. */
const readSight = async (call: Call<Options>): Promise<Sight> => {
  const { options } = call;
  if (options.stack === undefined && (await findRunning(resolve(options.data))) === undefined) {
    const file = options.settings ?? (await readLastRunning(resolve(options.data)))?.settingsFile;
    return {
      settings: readSettingsFile(projectRoot, file),
      noNight:
        "Of nights nothing can be said: no system runs here. Start it with rouse dev, or name a deployed one with --stack, to see whom the last night chose.",
    };
  }
  return onSystem(call, async ({ settings, outputs }) => {
    const night = await readLastNight(s3FileStore(createS3Client(), outputs.MarketingBucket));
    return night === undefined ? { settings, noNight: "No night has been held yet." } : { settings, night };
  });
};

const answered = (file: string, campaigns: readonly PreviewedCampaign[], noNight: string | undefined): Outcome => {
  const problems = campaigns.flatMap((campaign) => campaign.problems);
  const remarks = campaigns.flatMap((campaign) => campaign.remarks);
  const messages = campaigns.flatMap(({ id, messages: all }) =>
    all.flatMap(({ step, offer, samples }) =>
      samples.map((sample) => ({
        ...{
          campaign: id,
          step,
          ...(offer && { offer: offer.name }),
          customer: sample.customer.name,
          locale: sample.locale,
        },
        ...("html" in sample.shown && { subject: sample.shown.subject, bytes: sample.shown.bytes }),
        ...("unwritten" in sample.shown && sample.shown),
        findings: findingsOf(sample),
      })),
    ),
  );
  const nights = campaigns.flatMap(({ id, night }) => (night === undefined ? [] : [{ campaign: id, ...night }]));
  return {
    ok: problems.length === 0,
    json: { page: file, problems, remarks, messages, nights },
    prose: [
      ...problems,
      ...remarks,
      `${counted(messages.length, "message")} of ${counted(campaigns.length, "campaign")} on one page; nothing was sent. Open it in a browser:`,
      file,
      ...(noNight === undefined ? [] : [noNight]),
    ],
  };
};
