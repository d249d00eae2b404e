import { remarksOnTexts } from "../../shared/campaigns/lint-text.ts";
import { prepareMailings } from "../../shared/campaigns/mailing.ts";
import { isError, toldOfFinding } from "../campaigns/lint/finding.ts";
import type { ReadCampaigns } from "../campaigns/read-campaign-folder.ts";
import type { CampaignNight } from "./campaign-night.ts";
import type { PreviewedCampaign } from "./previewed-campaign.ts";
import { type SampleSettings, writeSamples } from "./write-samples.ts";

type Folder = Pick<ReadCampaigns, "library" | "broken" | "findings"> & { shown: string };
type How = SampleSettings & {
  /** One campaign of them; all where none is named. */
  only?: string | undefined;
  /** One step of each; all where none is named. */
  step?: string | undefined;
  night?: ((campaignId: string) => CampaignNight) | undefined;
};

/** The campaigns of a folder as they would write, and those whose files have mistakes, in the order of their names. */
export const previewFolder = async (
  { library, broken, findings, shown }: Folder,
  how: How,
): Promise<PreviewedCampaign[]> => {
  const isMeant = (id: string) => how.only === undefined || how.only === id;
  const mailings = prepareMailings({ campaigns: library.campaigns.filter(({ campaign }) => isMeant(campaign.id)) });
  const remarksOf = (id: string) =>
    findings.filter((finding) => !isError(finding) && finding.file.startsWith(`${shown}/${id}/`)).map(toldOfFinding);
  const sound = library.campaigns.flatMap((source) => {
    const mailing = mailings.get(source.campaign.id);
    return mailing === undefined ? [] : [{ source, mailing }];
  });
  const previewed = await Promise.all(
    sound.map(async ({ source, mailing }): Promise<PreviewedCampaign> => {
      const { campaign } = source;
      const messages = await writeSamples(mailing, how);
      return {
        ...{
          id: campaign.id,
          campaign,
          problems: [],
          remarks: [...remarksOf(campaign.id), ...remarksOnTexts(source, shown)],
        },
        messages: messages.filter(({ step }) => how.step === undefined || step === how.step),
        night: how.night?.(campaign.id),
      };
    }),
  );
  const nothing = { campaign: undefined, remarks: [], messages: [], night: undefined };
  const mistaken = broken
    .filter(({ id }) => isMeant(id))
    .map(({ id, problems }): PreviewedCampaign => ({ ...nothing, id, problems }));
  return [...previewed, ...mistaken].sort((a, b) => (a.id < b.id ? -1 : 1));
};
