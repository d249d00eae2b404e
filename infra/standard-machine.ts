import { CfnElement, type Duration, RemovalPolicy, Stack, Validations } from "aws-cdk-lib";
import type { Function as LambdaFunction } from "aws-cdk-lib/aws-lambda";
import { LogGroup, RetentionDays } from "aws-cdk-lib/aws-logs";
import { type DefinitionBody, LogLevel, StateMachine, StateMachineType } from "aws-cdk-lib/aws-stepfunctions";
import type { Construct } from "constructs";

type StandardMachineProps = {
  definition: DefinitionBody;
  comment: string;
  timeout: Duration;
  /** What its tasks call. */
  functions: readonly LambdaFunction[];
};

/** A state machine with distributed Maps, traced, whose log tells every event and no data. */
export const standardMachine = (
  scope: Construct,
  { definition, comment, timeout, functions }: StandardMachineProps,
): StateMachine => {
  const machine = new StateMachine(scope, "Machine", {
    stateMachineType: StateMachineType.STANDARD,
    definitionBody: definition,
    comment,
    timeout,
    tracingEnabled: true,
    logs: {
      destination: new LogGroup(scope, "Logs", {
        retention: RetentionDays.THREE_MONTHS,
        removalPolicy: RemovalPolicy.DESTROY,
      }),
      level: LogLevel.ALL,
      includeExecutionData: false,
    },
  });
  for (const fn of functions) fn.grantInvokeLatestVersion(machine);
  acknowledge(machine);
  return machine;
};

/** A distributed Map starts executions of its own machine; AWS names them only when they start. */
const acknowledge = (machine: StateMachine) => {
  const element = machine.node.defaultChild;
  if (!CfnElement.isCfnElement(element)) throw new Error("the state machine has no CloudFormation resource");
  const name = `{"Fn::Select":[6,{"Fn::Split":[":",{"Ref":"${Stack.of(machine).getLogicalId(element)}"}]}]}`;
  const executions = `arn:<AWS::Partition>:states:<AWS::Region>:<AWS::AccountId>:execution:${name}`;
  for (const finding of [`${executions}:*`, `${executions}/*:*`]) {
    Validations.of(machine).acknowledge({
      id: `AwsSolutions-IAM5[Resource::${finding}]`,
      reason: "Items of a distributed Map are executions of this machine, and have no name before they start.",
    });
  }
  Validations.of(machine).acknowledge({
    id: "AwsSolutions-IAM5[Resource::*]",
    reason: "Log delivery and X-Ray know no resources: Step Functions asks for their actions on *.",
  });
};
