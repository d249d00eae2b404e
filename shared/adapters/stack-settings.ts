import { CloudFormationClient, GetTemplateCommand } from "@aws-sdk/client-cloudformation";
import type { Settings } from "../model/settings.ts";
import { settingsOfTemplate } from "../model/template-settings.ts";
import { clientOptions } from "./aws-clients.ts";

/**
 * The settings that a stack was deployed with, from the template that CloudFormation keeps of it.
 * @throws SettingsError where that template holds none, or some that this version does not know
 */
export const readStackSettings = async (stackName: string): Promise<Settings> => {
  const client = new CloudFormationClient(clientOptions);
  const { TemplateBody = "" } = await client.send(new GetTemplateCommand({ StackName: stackName }));
  return settingsOfTemplate(JSON.parse(TemplateBody), `the stack ${stackName}`);
};
