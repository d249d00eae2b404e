import { createDynamoClient, createSecretsClient } from "../../shared/adapters/aws-clients.ts";
import { dynamoSuppressions } from "../../shared/adapters/dynamo-suppressions.ts";
import { secretKeys } from "../../shared/adapters/read-secrets.ts";
import { environments } from "../../shared/model/environment.ts";
import { withoutEnd } from "../../shared/model/without-end.ts";
import { http } from "../../shared/runtime/http.ts";
import { now } from "../../shared/runtime/now.ts";
import { once } from "../../shared/runtime/once.ts";
import { readEnvironment } from "../../shared/runtime/read-environment.ts";
import { readBundledSettings } from "../../shared/runtime/read-settings.ts";
import { type UnsubscribeDeps, unsubscribe } from "./unsubscribe.ts";

const deps = once((): UnsubscribeDeps => {
  const env = readEnvironment(environments.unsubscribe);
  return {
    readKeys: secretKeys(createSecretsClient(), env.KEYS_SECRET_ARN),
    readSettings: readBundledSettings,
    ...dynamoSuppressions(createDynamoClient(), env.SUPPRESSIONS_TABLE),
    now,
  };
});

/** What follows `/u/`; some programs end every address that they pass on with a slash. */
const tokenOf = ({ token = "" }: Readonly<Record<string, string | undefined>>): string => withoutEnd(token, "/");

export const handler = http(({ method, pathParameters, headers }) =>
  unsubscribe({ method, token: tokenOf(pathParameters), acceptLanguage: headers["accept-language"] }, deps()),
);
