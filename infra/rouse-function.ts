import { type Duration, RemovalPolicy, Stack, Validations } from "aws-cdk-lib";
import { Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import {
  ApplicationLogLevel,
  Architecture,
  Code,
  Function as LambdaFunction,
  LoggingFormat,
  Runtime,
  SystemLogLevel,
  Tracing,
} from "aws-cdk-lib/aws-lambda";
import { LogGroup, RetentionDays } from "aws-cdk-lib/aws-logs";
import { Construct } from "constructs";
import type { EnvironmentOf, FunctionName } from "../shared/model/environment.ts";
import type { Bundles } from "./bundle.ts";

export type RouseFunctionProps<F extends FunctionName> = {
  bundles: Bundles;
  description: string;
  /** Every variable of the function's contract: one forgotten does not compile. */
  environment: EnvironmentOf<F> & Readonly<Record<string, string>>;
  /** Lambda gives CPU with memory: 1769 MiB is one core. */
  memoryMiB: number;
  timeout: Duration;
  /** Executions at once that are kept for it, and its most; by default it takes of what nobody has reserved. */
  reservedConcurrency?: number | undefined;
};

/** The stack's own name, so that two in one account do not count each other's. */
export const metricsNamespace = (scope: Construct): string => Stack.of(scope).stackName;

const constructId = (name: FunctionName) =>
  name
    .split("-")
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join("");

/**
 * One Lambda of `functions/`: arm64, traced, with a log group of its own that forgets after three months,
 * and a role that may write to that log group and nothing else until an owner grants it more.
 */
export class RouseFunction<F extends FunctionName> extends LambdaFunction {
  /** Everything that belongs to the function, and the place of what is acknowledged about it. */
  readonly home: Construct;
  /** What its own metrics are counted under. */
  readonly serviceName: string;

  constructor(scope: Construct, name: F, props: RouseFunctionProps<F>) {
    const home = new Construct(scope, constructId(name));
    const logGroup = new LogGroup(home, "Logs", {
      retention: RetentionDays.THREE_MONTHS,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const role = new Role(home, "Role", {
      assumedBy: new ServicePrincipal("lambda.amazonaws.com"),
      description: `What ${name} may do`,
    });
    super(home, "Function", {
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      handler: "index.handler",
      code: Code.fromAsset(props.bundles(name)),
      description: props.description,
      environment: {
        ...props.environment,
        NODE_OPTIONS: "--enable-source-maps",
        POWERTOOLS_SERVICE_NAME: name,
        POWERTOOLS_METRICS_NAMESPACE: metricsNamespace(home),
      },
      memorySize: props.memoryMiB,
      timeout: props.timeout,
      ...(props.reservedConcurrency !== undefined && { reservedConcurrentExecutions: props.reservedConcurrency }),
      tracing: Tracing.ACTIVE,
      logGroup,
      loggingFormat: LoggingFormat.JSON,
      applicationLogLevelV2: ApplicationLogLevel.INFO,
      systemLogLevelV2: SystemLogLevel.WARN,
      role,
    });
    this.home = home;
    this.serviceName = name;
    logGroup.grantWrite(role);
    Validations.of(home).acknowledge({
      id: "AwsSolutions-IAM5[Resource::*]",
      reason: "X-Ray knows no resources: xray:PutTraceSegments and PutTelemetryRecords can only be allowed on *.",
    });
  }
}
