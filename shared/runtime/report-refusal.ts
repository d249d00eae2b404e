import { MetricUnit } from "@aws-lambda-powertools/metrics";
import type { ReportRefusal } from "../ports/mailer.ts";
import { logger, metrics } from "./powertools.ts";

/** An alarm stands on the metric, and the log says why. */
export const reportRefusal: ReportRefusal = (refusal, reason) => {
  const isReceiver = refusal === "receiver-refuses" || refusal === "receiver-unreachable";
  logger().error(`${isReceiver ? "the receiver of another channel" : "the mail service"} took nothing`, {
    refusal,
    reason,
  });
  metrics().addMetric("MailNotTaken", MetricUnit.Count, 1);
};
