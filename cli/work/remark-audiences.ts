import { resolve } from "node:path";
import { findRunning } from "../../infra/local/running-file.ts";
import { createS3Client } from "../../shared/adapters/aws-clients.ts";
import { s3FileStore } from "../../shared/adapters/s3-file-store.ts";
import type { CampaignLibrary } from "../../shared/model/campaign-library.ts";
import { audienceRemarks } from "../segments/count-audiences.ts";
import { lastNights, nightIn } from "../segments/last-nights.ts";
import type { System, SystemOptions } from "../system/system.ts";
import { onSystem } from "../system/with-system.ts";
import type { Call } from "../terminal/command.ts";

/** Segments and audiences that are everyone or nobody by a system's last night; nothing where it has held none. */
export const remarksByNight = async ({ outputs }: System, library: CampaignLibrary): Promise<string[]> => {
  const nights = await lastNights(s3FileStore(createS3Client(), outputs.MarketingBucket));
  return nights === undefined ? [] : audienceRemarks(library, nights);
};

/** The same by the system that runs or is named, or by what `rouse run` left; nothing where there is neither. */
export const remarksByLastNight = async (
  call: Call<SystemOptions & { in?: string | undefined }>,
  library: CampaignLibrary,
): Promise<string[]> => {
  const { in: folder, stack, data } = call.options;
  if (folder !== undefined) return audienceRemarks(library, await nightIn(folder));
  if (stack === undefined && (await findRunning(resolve(data))) === undefined) return [];
  return onSystem(call, (system) => remarksByNight(system, library));
};
