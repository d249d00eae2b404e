import { TreatMissingData } from "aws-cdk-lib/aws-cloudwatch";
import { webhookSourceSchema } from "../shared/model/order.ts";
import { type Alarms, fiveMinutes, sumOver } from "./alarms.ts";
import type { Mail } from "./mail.ts";
import type { PublicApi } from "./public-api.ts";
import type { WatchProps } from "./watch-props.ts";

/** Whether the door answers. */
export const watchApi = (alarms: Alarms, publicApi: PublicApi): void => {
  alarms.alarm("ApiServerErrors", {
    metric: publicApi.api.metricServerError(sumOver(fiveMinutes)),
    when: { atLeast: 1 },
    impact: "A webhook was answered with 5xx. Shopify comes again; WooCommerce never does.",
    runbook: "api-server-errors",
  });
  alarms.alarm("RequestsThrottled", {
    metric: publicApi.metricThrottled(),
    when: { atLeast: 1 },
    impact: "Requests were turned away because too many came at once. WooCommerce never sends a webhook again.",
    runbook: "requests-throttled",
  });
};

/** Whether the shop gets through: what it sends is taken, and it sends at all. */
export const watchSources = (alarms: Alarms, { intake, settings }: WatchProps): void => {
  alarms.alarm("WebhooksRefused", {
    metric: intake.metricRefused(),
    // One may be a stranger's; WooCommerce gives a webhook up after five in a row.
    when: { atLeast: 3 },
    impact: "Webhooks are turned away: a wrong secret, or a shape that is not known. Those orders are not in.",
    runbook: "webhooks-refused",
  });
  for (const source of webhookSourceSchema.options) {
    const silentDays = settings.sources[source]?.silentDays ?? 0;
    if (silentDays === 0) continue;
    alarms.alarm(`${source.charAt(0).toUpperCase()}${source.slice(1)}Silent`, {
      metric: intake.metricAccepted(source),
      when: { below: 1 },
      periods: silentDays,
      missing: TreatMissingData.BREACHING,
      impact: `No webhook of ${source} was accepted for ${silentDays} days (a new stack says so until its first one).`,
      runbook: "source-silent",
    });
  }
};

/** Below the mail service's own lines (5 % and 0.1 % bring a review), so that there is time to act. */
export const watchReputation = (alarms: Alarms, mail: Mail): void => {
  alarms.alarm("BounceRate", {
    metric: mail.metricReputation("BounceRate"),
    when: { atLeast: 0.04 },
    impact: "Four mails in a hundred bounce; at five the mail service reviews the account, at ten it stops it.",
    runbook: "bounce-rate",
  });
  alarms.alarm("ComplaintRate", {
    metric: mail.metricReputation("ComplaintRate"),
    when: { atLeast: 0.0008 },
    impact: "Eight in ten thousand complain; at ten the mail service reviews the account, at fifty it stops it.",
    runbook: "complaint-rate",
  });
};
