import { Logger } from "@aws-lambda-powertools/logger";
import { Metrics } from "@aws-lambda-powertools/metrics";
import { Tracer } from "@aws-lambda-powertools/tracer";
import { once } from "./once.ts";

/** One logger, one set of metrics and one tracer a process, named by the `POWERTOOLS_…` variables that the stack sets. */
export const logger = once(() => new Logger());
export const metrics = once(() => new Metrics());
export const tracer = once(() => new Tracer());
