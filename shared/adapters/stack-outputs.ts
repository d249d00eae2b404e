import { CloudFormationClient, DescribeStacksCommand } from "@aws-sdk/client-cloudformation";
import { RouseError } from "../model/errors.ts";
import { type StackOutputs, stackOutputsSchema } from "../model/stack-outputs.ts";
import { clientOptions } from "./aws-clients.ts";

/**
 * What a deployed stack says of itself.
 * @throws RouseError `StackError` where there is no such stack in this region, or it is none of Rouse's
 */
export const readStackOutputs = async (stackName: string): Promise<StackOutputs> => {
  const client = new CloudFormationClient(clientOptions);
  const region = await regionOf(client, stackName);
  const { Stacks = [] } = await describe(client, stackName, region);
  const outputs = Object.fromEntries(
    (Stacks[0]?.Outputs ?? []).map(({ OutputKey = "", OutputValue }) => [OutputKey, OutputValue]),
  );
  const parsed = stackOutputsSchema.safeParse(outputs);
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map(({ path, message }) => faultOf(path.join("."), outputs, message)).join("; ");
  throw new RouseError(
    "StackError",
    `The stack ${stackName} in ${region} does not look like one of Rouse: ${faults}. Name another with --stack, or deploy it again with npm run deploy.`,
  );
};

/** Whether a deployment, or its roll-back, is under way. */
export const isStackChanging = async (stackName: string): Promise<boolean> => {
  const client = new CloudFormationClient(clientOptions);
  const { Stacks = [] } = await describe(client, stackName, await regionOf(client, stackName));
  return Stacks[0]?.StackStatus?.endsWith("_IN_PROGRESS") ?? false;
};

const faultOf = (name: string, outputs: Readonly<Record<string, string | undefined>>, message: string): string =>
  outputs[name] === undefined ? `it lacks the output ${name}` : `its output ${name} is "${outputs[name]}" (${message})`;

const regionOf = async (client: CloudFormationClient, stackName: string): Promise<string> => {
  try {
    return await client.config.region();
  } catch (error) {
    throw new RouseError(
      "StackError",
      `No AWS region is set in which the stack ${stackName} could be looked for. Set AWS_REGION, such as AWS_REGION=eu-central-1, or name with AWS_PROFILE a profile that has one.`,
      error,
    );
  }
};

const describe = async (client: CloudFormationClient, stackName: string, region: string) => {
  try {
    return await client.send(new DescribeStacksCommand({ StackName: stackName }));
  } catch (error) {
    if (!(error instanceof Error) || !error.message.includes("does not exist")) throw error;
    throw new RouseError(
      "StackError",
      `There is no stack ${stackName} in ${region}. Name another with --stack, or set AWS_REGION.`,
      error,
    );
  }
};
