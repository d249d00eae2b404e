import { injectLambdaContext } from "@aws-lambda-powertools/logger/middleware";
import { captureLambdaHandler } from "@aws-lambda-powertools/tracer/middleware";
import middy, { type MiddlewareObj } from "@middy/core";
import type { Context } from "aws-lambda";
import { logger, metrics, tracer } from "./powertools.ts";

/** Publishes what was counted, also when the handler failed. Powertools' own middleware warns when nothing was counted. */
const publishMetrics = (): MiddlewareObj => {
  const publish = () => {
    if (metrics().hasStoredMetrics()) metrics().publishStoredMetrics();
  };
  return { name: "publish-metrics", after: publish, onError: publish };
};

/** Logs a failure once, by its stable name. Messages of our errors hold no personal data; causes and stacks are not logged. */
const reportErrors = (): MiddlewareObj => ({
  name: "report-errors",
  onError: ({ error }) => {
    logger().error("the invocation failed", { error_name: error?.name, error_message: error?.message });
  },
});

/**
 * The one middleware stack, outermost first. `onError` runs from the innermost out, so a failure is logged
 * with the invocation's context before metrics go out and the trace segment closes.
 */
export const middlewares = () =>
  [
    { ...captureLambdaHandler(tracer(), { captureResponse: false }), name: "capture-trace" },
    { ...injectLambdaContext(logger()), name: "inject-context" },
    publishMetrics(),
    reportErrors(),
  ] as const;

/** A Lambda handler with the stack around it, built at the first invocation. */
export const withStack = <Event, Result>(work: (event: Event, context: Context) => Promise<Result>) =>
  middy<Event, Result>()
    .use([...middlewares()])
    .handler(work);
