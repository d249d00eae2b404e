import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Stack } from "aws-cdk-lib";
import { Template } from "aws-cdk-lib/assertions";
import * as z from "zod";
import { createApp } from "../../infra/synthesise.ts";
import { settingsSchema } from "../../shared/model/settings.ts";

const resourceSchema = z.object({
  Type: z.string(),
  Properties: z.record(z.string(), z.unknown()).default({}),
  DependsOn: z.array(z.string()).optional(),
  DeletionPolicy: z.string().optional(),
  UpdateReplacePolicy: z.string().optional(),
});
const templateSchema = z.object({
  Resources: z.record(z.string(), resourceSchema),
  Outputs: z.record(z.string(), z.object({ Value: z.unknown(), Export: z.object({ Name: z.string() }).optional() })),
});

/**
 * Synthesises both stacks with these settings. The functions' code plays no part in a template but for its hash: see
 * `bundle.test.ts`. CloudFormation's own rules are asked of every shape of settings in `every-shape.test.ts`.
 */
export const rouseTemplate = async (settings: z.input<typeof settingsSchema> = {}) => {
  const outdir = await mkdtemp(join(tmpdir(), "rouse-infra-"));
  const code = join(outdir, "code");
  await mkdir(code);
  await writeFile(join(code, "index.mjs"), "export const handler = () => undefined;\n");
  const { app, kept, stack } = await createApp({
    settings: settingsSchema.parse(settings),
    outdir,
    bundles: () => code,
    validates: false,
  });
  const parsed = (each: Stack) => templateSchema.parse(Template.fromStack(each).toJSON());
  const keptTemplate = parsed(kept);
  const { Resources, Outputs } = parsed(stack);
  await rm(outdir, { recursive: true });
  const listed = (of: z.infer<typeof templateSchema>["Resources"]) =>
    Object.entries(of).map(([id, resource]) => ({ id, ...resource }));
  const keptResources = listed(keptTemplate.Resources);
  const resources = [...keptResources, ...listed(Resources)];
  const exports = new Map(Object.values(keptTemplate.Outputs).map(({ Value, Export }) => [Export?.Name, Value]));
  return {
    app,
    kept,
    stack,
    /** Of the stack that works. */
    outputs: Outputs,
    /** Of both stacks. */
    resources,
    keptResources,
    keptOutputs: keptTemplate.Outputs,
    ofType: (type: string) => resources.filter((each) => each.Type === type),
    deployed: deployer(new Map(resources.map(({ id, Type }) => [id, Type])), exports),
  };
};

/** What CloudFormation would make of a value: names and ARNs of the shape that each resource has. */
const deployer = (types: ReadonlyMap<string, string>, exports: ReadonlyMap<unknown, unknown>) => {
  const deployed = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(deployed);
    const object = z.record(z.string(), z.unknown()).safeParse(value);
    if (!object.success) return value;
    const { Ref: ref, "Fn::GetAtt": getAtt, "Fn::Join": joined, "Fn::ImportValue": imported } = object.data;
    if (imported !== undefined) return deployed(exports.get(imported));
    if (ref !== undefined) return reference(String(ref), types);
    if (getAtt !== undefined)
      return z
        .array(z.string())
        .parse(getAtt)
        .reduce((id, name) => attribute(id, name, types));
    if (joined !== undefined) {
      const [separator, parts] = z.tuple([z.string(), z.array(z.unknown())]).parse(joined);
      return parts.map((part) => String(deployed(part))).join(separator);
    }
    return Object.fromEntries(Object.entries(object.data).map(([key, inner]) => [key, deployed(inner)]));
  };
  return deployed;
};

const reference = (id: string, types: ReadonlyMap<string, string>) =>
  types.get(id) === "AWS::SQS::Queue" ? `https://sqs.example/${id}` : id;

const attribute = (id: string, name: string, types: ReadonlyMap<string, string>) => {
  if (name === "ApiEndpoint") return `https://${id}.example`;
  if (types.get(id) === "AWS::Lambda::Function") return `arn:aws:lambda:us-east-1:111111111111:function:${id}`;
  return `${id}.${name}`;
};
