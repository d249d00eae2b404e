import { createS3Client, createSecretsClient } from "../../shared/adapters/aws-clients.ts";
import { readBytes } from "../../shared/adapters/json-files.ts";
import { presignFile } from "../../shared/adapters/presign-file.ts";
import { secretKeys } from "../../shared/adapters/read-secrets.ts";
import { s3FileStore } from "../../shared/adapters/s3-file-store.ts";
import { environments } from "../../shared/model/environment.ts";
import { http } from "../../shared/runtime/http.ts";
import { now } from "../../shared/runtime/now.ts";
import { once } from "../../shared/runtime/once.ts";
import { readEnvironment } from "../../shared/runtime/read-environment.ts";
import { openReport } from "./open-report.ts";

const deps = once(() => {
  const env = readEnvironment(environments["open-report"]);
  const s3 = createS3Client();
  const files = s3FileStore(s3, env.MARKETING_BUCKET);
  return {
    now,
    readKeys: secretKeys(createSecretsClient(), env.KEYS_SECRET_ARN),
    presign: presignFile(s3, env.MARKETING_BUCKET),
    readText: async (key: string) => Buffer.from(await readBytes(files, key)).toString("utf8"),
    hasFile: async (key: string) => {
      for await (const found of files.list(key)) return found === key;
      return false;
    },
  };
});

/** What follows `/r/`: the token and, after it, the file. */
const placeOf = ({ path = "" }: Readonly<Record<string, string | undefined>>) => {
  const [token = "", ...rest] = path.split("/");
  return { token, file: rest.join("/") || undefined };
};

export const handler = http(({ pathParameters }) => openReport(placeOf(pathParameters), deps()));
