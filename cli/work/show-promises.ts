import { createS3Client } from "../../shared/adapters/aws-clients.ts";
import { s3FileStore } from "../../shared/adapters/s3-file-store.ts";
import type { ModelFile } from "../../shared/model/model-file.ts";
import { bookInBrief } from "../../shared/model/promise-verdict.ts";
import { describePromises } from "../promises/describe-promises.ts";
import { nightOfFiles, nightOfFolder } from "../promises/promising-night.ts";
import type { SystemOptions } from "../system/system.ts";
import { onSystem } from "../system/with-system.ts";
import type { Call } from "../terminal/command.ts";
import { parseDay } from "../terminal/parse-day.ts";
import type { Outcome } from "../terminal/terminal.ts";
import { refuseSystem } from "./refuse-system.ts";

type Options = SystemOptions & { asOf?: string | undefined; in?: string | undefined };

/** The book of promises, as a night had it. */
export const showPromises = async (call: Call<Options>): Promise<Outcome> => {
  const { in: folder, asOf } = call.options;
  const day = asOf === undefined ? undefined : parseDay("--as-of", asOf);
  if (folder !== undefined) {
    refuseSystem(call.options);
    return told(await nightOfFolder(folder, day));
  }
  return onSystem(call, async ({ outputs }) =>
    told(await nightOfFiles(s3FileStore(createS3Client(), outputs.MarketingBucket), day)),
  );
};

const told = (night: Pick<ModelFile, "asOf" | "promises"> | undefined): Outcome => {
  if (night === undefined)
    return { ok: false, json: { asOf: null }, prose: ["No night has been held yet. Hold one with rouse nightly."] };
  const { asOf, promises } = night;
  if (promises === undefined)
    return {
      ok: false,
      json: { asOf },
      prose: [
        `The night of ${asOf} was held by a version of Rouse that kept no book of promises: the next one begins it.`,
      ],
    };
  return {
    ok: true,
    json: { asOf, inBrief: bookInBrief(promises.book), ...promises },
    prose: describePromises(promises, asOf),
  };
};
