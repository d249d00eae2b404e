import { MetricUnit } from "@aws-lambda-powertools/metrics";
import { createDynamoClient, createSecretsClient } from "../../shared/adapters/aws-clients.ts";
import { dynamoMailFeedback } from "../../shared/adapters/dynamo-mail-feedback.ts";
import { dynamoMessages } from "../../shared/adapters/dynamo-messages.ts";
import { dynamoSuppressions } from "../../shared/adapters/dynamo-suppressions.ts";
import { keyedHash } from "../../shared/adapters/keyed-hash.ts";
import { proveKeys } from "../../shared/adapters/prove-keys.ts";
import { secretKeys } from "../../shared/adapters/read-secrets.ts";
import { environments } from "../../shared/model/environment.ts";
import { emailKeyOf } from "../../shared/model/identity.ts";
import type { MailFeedback } from "../../shared/model/mail-feedback.ts";
import { now } from "../../shared/runtime/now.ts";
import { once } from "../../shared/runtime/once.ts";
import { metrics } from "../../shared/runtime/powertools.ts";
import { queue } from "../../shared/runtime/queue.ts";
import { readEnvironment } from "../../shared/runtime/read-environment.ts";
import { type RecordMailEventDeps, recordMailEvent } from "./record-mail-events.ts";

const deps = once((): RecordMailEventDeps => {
  const env = readEnvironment(environments["record-mail-events"]);
  const dynamo = createDynamoClient();
  const readKeys = secretKeys(createSecretsClient(), env.KEYS_SECRET_ARN, proveKeys(dynamo, env.SUPPRESSIONS_TABLE));
  return {
    emailKeyOf: async (address) => {
      const { identityKey } = await readKeys();
      return emailKeyOf(address, (text) => keyedHash(text, identityKey));
    },
    suppress: dynamoSuppressions(dynamo, env.SUPPRESSIONS_TABLE).suppress,
    raiseMessage: dynamoMessages(dynamo, env.MESSAGES_TABLE).raiseMessage,
    noteFeedback: dynamoMailFeedback(dynamo, env.MESSAGES_TABLE).noteFeedback,
    now,
  };
});

/** The dashboard finds campaigns by this dimension. */
const countFeedback = ({ campaignId, kind }: MailFeedback): void => {
  const ofCampaign = metrics().singleMetric();
  ofCampaign.addDimension("campaign", campaignId);
  ofCampaign.addMetric(kind === "bounced" ? "MailBounced" : "MailComplained", MetricUnit.Count, 1);
};

export const handler = queue(async ({ body }) => {
  const recorded = await recordMailEvent(body, deps());
  metrics().addMetric(recorded.kind === "ignored" ? "MailEventsIgnored" : "MailEventsRecorded", MetricUnit.Count, 1);
  if (recorded.kind === "recorded" && recorded.feedback) countFeedback(recorded.feedback);
});
