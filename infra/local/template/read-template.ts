import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import type { Settings } from "../../../shared/model/settings.ts";
import { settingsOfTemplate } from "../../../shared/model/template-settings.ts";

const resourceSchema = z.object({ Type: z.string(), Properties: z.record(z.string(), z.unknown()).default({}) });
export type Resource = z.infer<typeof resourceSchema>;

const templateSchema = z.object({
  Resources: z.record(z.string(), resourceSchema),
  Outputs: z.record(z.string(), z.object({ Value: z.unknown() })).default({}),
  Parameters: z.record(z.string(), z.object({ Default: z.unknown() })).default({}),
});

const manifestSchema = z.object({
  artifacts: z.record(
    z.string(),
    z.object({ type: z.string(), properties: z.object({ templateFile: z.string().optional() }).optional() }),
  ),
});

const assetsSchema = z.object({
  files: z.record(
    z.string(),
    z.object({
      source: z.object({ path: z.string().optional() }),
      destinations: z.record(z.string(), z.object({ objectKey: z.string() })),
    }),
  ),
});

/** One synthesised stack: its template, and where the code of its functions lies on this disk. */
export type Template = {
  stackName: string;
  /** Those it was synthesised with. */
  settings: Settings;
  resources: ReadonlyMap<string, Resource>;
  outputs: ReadonlyMap<string, unknown>;
  parameters: ReadonlyMap<string, unknown>;
  /** Object key of an asset (`<hash>.zip`) to the folder it would be zipped from. */
  assetFolders: ReadonlyMap<string, string>;
};

const readJson = async (path: string): Promise<unknown> => JSON.parse(await readFile(path, "utf8"));

const findStack = async (folder: string) => {
  const manifest = manifestSchema.parse(await readJson(join(folder, "manifest.json")));
  const stacks = Object.entries(manifest.artifacts).filter(([, { type }]) => type === "aws:cloudformation:stack");
  const [name, artifact] = stacks[0] ?? [];
  if (!name || stacks.length > 1) throw new Error(`expected one stack in ${folder}, found ${stacks.length}`);
  return { name, templateFile: artifact?.properties?.templateFile ?? `${name}.template.json` };
};

const readAssetFolders = async (folder: string, stackName: string) => {
  const path = join(folder, `${stackName}.assets.json`);
  if (!existsSync(path)) return new Map<string, string>();
  const { files } = assetsSchema.parse(await readJson(path));
  return new Map(
    Object.values(files).flatMap(({ source, destinations }) =>
      Object.values(destinations).map(({ objectKey }) => [objectKey, join(folder, source.path ?? "")] as const),
    ),
  );
};

/**
 * Reads what `cdk synth` wrote into `folder`.
 * @throws if there is no manifest, or not exactly one stack in it
 */
export const readTemplate = async (folder: string): Promise<Template> => {
  const { name, templateFile } = await findStack(folder);
  const json = await readJson(join(folder, templateFile));
  const template = templateSchema.parse(json);
  return {
    stackName: name,
    settings: settingsOfTemplate(json, `the stack ${name}`),
    resources: new Map(Object.entries(template.Resources)),
    outputs: new Map(Object.entries(template.Outputs).map(([key, { Value }]) => [key, Value])),
    parameters: new Map(Object.entries(template.Parameters).map(([key, { Default }]) => [key, Default])),
    assetFolders: await readAssetFolders(folder, name),
  };
};

/** Every resource of one CloudFormation type, with its logical id. */
export const resourcesOf = (template: Template, ...types: readonly string[]) =>
  [...template.resources].filter(([, { Type }]) => types.includes(Type));
