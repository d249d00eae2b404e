import { accountId, arn, partition, region } from "../place.ts";
import type { Scope } from "./intrinsics.ts";
import type { Resource, Template } from "./read-template.ts";
import { type Addresses, kindOf } from "./resource-kinds.ts";

/** A resource's physical name: the logical id, in the form its service allows; a name that the template gives wins. */
export const physicalName = (logicalId: string, { Type, Properties }: Resource): string => {
  const given = [Properties.EmailIdentity, Properties.Name].find((name) => typeof name === "string");
  if (Type.startsWith("AWS::SES::") && given) return given;
  return Type === "AWS::S3::Bucket" ? logicalId.toLowerCase() : logicalId;
};

const pseudoParameters: ReadonlyMap<string, string> = new Map([
  ["AWS::AccountId", accountId],
  ["AWS::Region", region],
  ["AWS::Partition", partition],
  ["AWS::URLSuffix", "amazonaws.com"],
  ["AWS::StackId", arn("cloudformation", "stack/local")],
]);

const find = (template: Template, logicalId: string): Resource => {
  const resource = template.resources.get(logicalId);
  if (!resource) throw new Error(`the template refers to ${logicalId}, which is not in it`);
  return resource;
};

/**
 * How references in `template` read on this machine. Every name is stable, so that kept data finds its owner again.
 * @throws for a resource of a type that has no counterpart here
 */
export const createScope = (template: Template, addresses: Addresses): Scope => {
  for (const { Type } of template.resources.values()) kindOf(Type);
  return {
    ref: (name) => {
      const pseudo = name === "AWS::StackName" ? template.stackName : pseudoParameters.get(name);
      if (pseudo !== undefined) return pseudo;
      if (template.parameters.has(name)) return template.parameters.get(name);
      const resource = find(template, name);
      return kindOf(resource.Type).ref({ name: physicalName(name, resource), addresses });
    },
    attribute: (logicalId, name) => {
      const resource = find(template, logicalId);
      const answer = kindOf(resource.Type).attributes[name];
      if (!answer) throw new Error(`the embedded system knows no ${name} of ${resource.Type}`);
      return answer({ name: physicalName(logicalId, resource), addresses });
    },
    imported: (name) => {
      if (!template.exports.has(name)) throw new Error(`no stack exports ${name}`);
      return template.exports.get(name);
    },
    // `HttpApi.url` is put together from the API's id: on this machine it is an address that answers.
    rewrite: (text) =>
      text.replaceAll(/https:\/\/[\w-]+\.execute-api\.[\w.-]+?amazonaws\.com/g, () => addresses.apiUrl()),
  };
};
