import { createDynamoClient, createSecretsClient } from "../../shared/adapters/aws-clients.ts";
import { dynamoClicks } from "../../shared/adapters/dynamo-clicks.ts";
import { secretKeys } from "../../shared/adapters/read-secrets.ts";
import { environments } from "../../shared/model/environment.ts";
import { withoutEnd } from "../../shared/model/without-end.ts";
import { http } from "../../shared/runtime/http.ts";
import { now } from "../../shared/runtime/now.ts";
import { once } from "../../shared/runtime/once.ts";
import { logger } from "../../shared/runtime/powertools.ts";
import { readEnvironment } from "../../shared/runtime/read-environment.ts";
import { type FollowLinkDeps, followLink } from "./follow-link.ts";

const deps = once((): FollowLinkDeps => {
  const env = readEnvironment(environments["follow-link"]);
  return {
    readKeys: secretKeys(createSecretsClient(), env.KEYS_SECRET_ARN),
    noteClick: dynamoClicks(createDynamoClient(), env.MESSAGES_TABLE).noteClick,
    now,
    reportUncounted: (error) => logger().error("a click was not counted", { error: String(error) }),
  };
});

/** What follows `/c/`; some programs end every address that they pass on with a slash. */
const tokenOf = ({ token = "" }: Readonly<Record<string, string | undefined>>): string => withoutEnd(token, "/");

export const handler = http(({ method, pathParameters, headers }) =>
  followLink({ method, headers, token: tokenOf(pathParameters) }, deps()),
);
