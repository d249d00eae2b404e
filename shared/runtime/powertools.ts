import { Logger } from "@aws-lambda-powertools/logger";
import { Metrics } from "@aws-lambda-powertools/metrics";
import { Tracer } from "@aws-lambda-powertools/tracer";
import { once } from "./once.ts";

/** One logger, one set of metrics and one tracer a process; named by `POWERTOOLS_SERVICE_NAME`, as the stack sets it. */
export const logger = once(() => new Logger());
export const metrics = once(() => new Metrics({ namespace: "Rouse" }));
export const tracer = once(() => new Tracer());
