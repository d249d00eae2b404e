import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import * as z from "zod";
import type { Settings } from "../../../shared/model/settings.ts";
import { settingsMetadataKey, settingsOfTemplate } from "../../../shared/model/template-settings.ts";

const resourceSchema = z.object({ Type: z.string(), Properties: z.record(z.string(), z.unknown()).default({}) });
export type Resource = z.infer<typeof resourceSchema>;

const templateSchema = z.object({
  Resources: z.record(z.string(), resourceSchema),
  Outputs: z
    .record(z.string(), z.object({ Value: z.unknown(), Export: z.object({ Name: z.string() }).optional() }))
    .default({}),
  Parameters: z.record(z.string(), z.object({ Default: z.unknown() })).default({}),
  Metadata: z.record(z.string(), z.unknown()).default({}),
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

/** What was synthesised, all stacks in one, and where the code of its functions lies on this disk. */
export type Template = {
  /** Of the stack that names the settings: the one that an operator's command is pointed at. */
  stackName: string;
  /** Those it was synthesised with. */
  settings: Settings;
  resources: ReadonlyMap<string, Resource>;
  /** Those of the stack with the settings. */
  outputs: ReadonlyMap<string, unknown>;
  /** What one stack gives the others, by the name that they import it under. */
  exports: ReadonlyMap<string, unknown>;
  parameters: ReadonlyMap<string, unknown>;
  /** Object key of an asset (`<hash>.zip`) to the folder it would be zipped from. */
  assetFolders: ReadonlyMap<string, string>;
};

const readJson = async (path: string): Promise<unknown> => JSON.parse(await readFile(path, "utf8"));

const readStacks = async (folder: string) => {
  const { artifacts } = manifestSchema.parse(await readJson(join(folder, "manifest.json")));
  const stacks = Object.entries(artifacts).filter(([, { type }]) => type === "aws:cloudformation:stack");
  return Promise.all(
    stacks.map(async ([name, { properties }]) => {
      const json = await readJson(join(folder, properties?.templateFile ?? `${name}.template.json`));
      return { name, json, ...templateSchema.parse(json), assetFolders: await readAssetFolders(folder, name) };
    }),
  );
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
 * @throws if there is no manifest, no stack with settings in it, or a resource that two stacks call the same
 */
export const readTemplate = async (folder: string): Promise<Template> => {
  const stacks = await readStacks(folder);
  const main = stacks.find(({ Metadata }) => settingsMetadataKey in Metadata);
  if (!main) throw new Error(`expected a stack with settings in ${folder}, found ${stacks.map(({ name }) => name)}`);
  const all = <Value>(of: (stack: (typeof stacks)[number]) => Iterable<readonly [string, Value]>) =>
    new Map(stacks.flatMap((stack) => [...of(stack)]));
  const resources = all(({ Resources }) => Object.entries(Resources));
  const count = stacks.reduce((sum, { Resources }) => sum + Object.keys(Resources).length, 0);
  if (resources.size < count) throw new Error(`two stacks in ${folder} have a resource of the same logical id`);
  return {
    stackName: main.name,
    settings: settingsOfTemplate(main.json, `the stack ${main.name}`),
    resources,
    outputs: new Map(Object.entries(main.Outputs).map(([key, { Value }]) => [key, Value])),
    exports: all(({ Outputs }) =>
      Object.values(Outputs).flatMap(({ Value, Export }) => (Export ? [[Export.Name, Value] as const] : [])),
    ),
    parameters: all(({ Parameters }) =>
      Object.entries(Parameters).map(([key, { Default }]) => [key, Default] as const),
    ),
    assetFolders: all(({ assetFolders }) => assetFolders),
  };
};

/** Every resource of one CloudFormation type, with its logical id. */
export const resourcesOf = (template: Template, ...types: readonly string[]) =>
  [...template.resources].filter(([, { Type }]) => types.includes(Type));
