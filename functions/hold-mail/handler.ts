import { createS3Client, createSecretsClient } from "../../shared/adapters/aws-clients.ts";
import { heldFile } from "../../shared/adapters/held-file.ts";
import { secretKeys } from "../../shared/adapters/read-secrets.ts";
import { s3FileStore } from "../../shared/adapters/s3-file-store.ts";
import { environments } from "../../shared/model/environment.ts";
import { withoutEnd } from "../../shared/model/without-end.ts";
import { http } from "../../shared/runtime/http.ts";
import { now } from "../../shared/runtime/now.ts";
import { once } from "../../shared/runtime/once.ts";
import { readEnvironment } from "../../shared/runtime/read-environment.ts";
import { readBundledSettings } from "../../shared/runtime/read-settings.ts";
import { type HoldMailDeps, holdMail } from "./hold-mail.ts";

const deps = once((): HoldMailDeps => {
  const env = readEnvironment(environments["hold-mail"]);
  return {
    ...heldFile(s3FileStore(createS3Client(), env.DATA_BUCKET)),
    readKeys: secretKeys(createSecretsClient(), env.KEYS_SECRET_ARN),
    readSettings: readBundledSettings,
    now,
  };
});

/** What follows `/h/`; some programs end every address that they pass on with a slash. */
const tokenOf = ({ token = "" }: Readonly<Record<string, string | undefined>>): string => withoutEnd(token, "/");

export const handler = http(({ method, pathParameters, headers, body }) =>
  holdMail(
    {
      ...{ method, token: tokenOf(pathParameters), acceptLanguage: headers["accept-language"] },
      body: Buffer.from(body).toString("utf8"),
    },
    deps(),
  ),
);
