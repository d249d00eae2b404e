import { createS3Client } from "../../shared/adapters/aws-clients.ts";
import { type CampaignVersions, campaignVersions } from "../../shared/adapters/campaign-versions.ts";
import { heldFile } from "../../shared/adapters/held-file.ts";
import { s3FileStore } from "../../shared/adapters/s3-file-store.ts";
import { now } from "../../shared/runtime/now.ts";
import { publishCampaigns, putInForceAgain } from "../campaigns/change-campaigns.ts";
import { describeChanged, describeDifference, describeInForce } from "../campaigns/describe-campaigns.ts";
import { remarksOn, withDays } from "../campaigns/remark-folder.ts";
import { earlierOf, meantBy } from "../campaigns/version-meant.ts";
import { holdsLeftBehind } from "../campaigns/written-again.ts";
import type { System, SystemOptions } from "../system/system.ts";
import { onSystem } from "../system/with-system.ts";
import type { Call } from "../terminal/command.ts";
import type { Outcome } from "../terminal/terminal.ts";
import { mistakesIn, readFolderOf } from "./check-files.ts";
import { remarksByNight } from "./remark-audiences.ts";

type FolderOptions = SystemOptions & { campaigns?: string | undefined };

const versionsOf = ({ outputs }: System): CampaignVersions =>
  campaignVersions(s3FileStore(createS3Client(), outputs.DataBucket));

const heldOf = ({ outputs }: System) => heldFile(s3FileStore(createS3Client(), outputs.DataBucket)).readHeld();

/** Puts the campaigns of a folder in force, unless anything is wrong with any of them: then nothing is changed. */
export const publishFolder = async (call: Call<FolderOptions>): Promise<Outcome> => {
  const at = now();
  const folder = withDays(await readFolderOf(call.options.campaigns), at);
  return onSystem(call, async (system) => {
    const problems = mistakesIn(folder, { locale: system.settings.defaultLocale, origin: "settings" });
    if (problems.length > 0)
      return {
        ok: false,
        json: { outcome: "refused", problems, findings: folder.findings },
        prose: [...problems, "Nothing was published."],
      };
    const versions = versionsOf(system);
    const changed = await publishCampaigns(folder.library, at, versions);
    const remarks = await remarksByNight(system, folder.library);
    const before = changed.before === null ? undefined : await versions.findReadable(changed.before);
    return {
      ok: changed.outcome !== "overtaken",
      json: { ...changed, findings: folder.findings, remarks },
      prose: [
        ...describeChanged(changed),
        ...describeDifference(before, folder.library),
        ...holdsLeftBehind(before, folder.library, await heldOf(system)),
        ...remarksOn(folder),
        ...remarks,
      ],
    };
  });
};

/** Puts campaigns in force that were before. */
export const rollBack = (call: Call<SystemOptions>): Promise<Outcome> =>
  onSystem(call, async (system) => {
    const versions = versionsOf(system);
    const [word] = call.args;
    const kept = word === undefined ? [] : await versions.listVersions();
    const choose = word === undefined ? earlierOf : () => meantBy(word, kept);
    const changed = await putInForceAgain(choose, now(), versions);
    const [before, after] = await Promise.all(
      [changed.before, changed.version].map(async (version) =>
        version === null || changed.outcome !== "changed" ? undefined : await versions.findReadable(version),
      ),
    );
    const difference =
      after === undefined
        ? []
        : [...describeDifference(before, after), ...holdsLeftBehind(before, after, await heldOf(system))];
    return {
      ok: changed.outcome !== "overtaken",
      json: changed,
      prose: [...describeChanged(changed), ...difference],
    };
  });

/** What is in force, and what was. */
export const listPublished = (call: Call<SystemOptions>): Promise<Outcome> =>
  onSystem(call, async (system) => {
    const versions = versionsOf(system);
    const [found, kept] = await Promise.all([versions.findInForce(), versions.listVersions()]);
    const changes = found?.inForce.changes ?? [];
    const version = changes[0]?.version ?? null;
    const library = version === null ? undefined : await versions.findReadable(version);
    const campaigns = library?.campaigns.map(({ campaign: { id, name, enabled } }) => ({ id, name, enabled })) ?? null;
    return {
      ok: true,
      json: { inForce: version, campaigns, changes, versions: kept },
      prose: describeInForce({ changes, campaigns, versions: kept.length }),
    };
  });
