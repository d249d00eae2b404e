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
  const region = await client.config.region();
  const { Stacks = [] } = await describe(client, stackName, region);
  const outputs = Object.fromEntries(
    (Stacks[0]?.Outputs ?? []).map(({ OutputKey = "", OutputValue }) => [OutputKey, OutputValue]),
  );
  const parsed = stackOutputsSchema.safeParse(outputs);
  if (parsed.success) return parsed.data;
  const lacking = parsed.error.issues.map(({ path }) => path.join(".")).join(", ");
  throw new RouseError(
    "StackError",
    `The stack ${stackName} in ${region} does not look like one of Rouse: it lacks the outputs ${lacking}. Deploy it again with npm run deploy.`,
  );
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
