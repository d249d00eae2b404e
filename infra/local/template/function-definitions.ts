import { existsSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod";
import { resolve, type Scope } from "./intrinsics.ts";
import { resourcesOf, type Template } from "./read-template.ts";
import { physicalName } from "./resource-names.ts";

const propertiesSchema = z.object({
  Handler: z.string(),
  Runtime: z.string().startsWith("nodejs"),
  Timeout: z.coerce.number().default(3),
  MemorySize: z.coerce.number().default(128),
  ReservedConcurrentExecutions: z.coerce.number().optional(),
  Environment: z.object({ Variables: z.record(z.string(), z.unknown()).default({}) }).prefault({}),
  Code: z.object({ S3Key: z.string() }),
});

/** One Lambda of the template, ready to be started on this machine. */
export type FunctionDefinition = {
  name: string;
  arn: string;
  /** Folder of the bundle. */
  folder: string;
  entry: string;
  handlerName: string;
  timeoutSeconds: number;
  memoryMegabytes: number;
  reservedConcurrency: number | undefined;
  variables: Readonly<Record<string, string>>;
};

const findEntry = (folder: string, module: string) => {
  const found = [".mjs", ".js", ".cjs"].map((ending) => join(folder, module + ending)).find((path) => existsSync(path));
  if (!found) throw new Error(`no ${module}.mjs or ${module}.js in ${folder}: run the synthesis again`);
  return found;
};

/** The template's own Node functions by ARN. Functions that CDK adds for deployment only, in other runtimes, are left out. */
export const readFunctions = (template: Template, scope: Scope): ReadonlyMap<string, FunctionDefinition> => {
  const definitions = resourcesOf(template, "AWS::Lambda::Function").flatMap(([logicalId, resource]) => {
    const { Handler, Code, ...rest } = { ...resource.Properties };
    const code = resolve(z.object({ S3Key: z.unknown() }).partial().parse(Code), scope);
    const parsed = propertiesSchema.safeParse({ ...rest, Handler, Code: code });
    const folder = parsed.success && template.assetFolders.get(parsed.data.Code.S3Key);
    if (!parsed.success || !folder) return [];
    const [module = "", handlerName = ""] = parsed.data.Handler.split(".");
    return [
      {
        name: physicalName(logicalId, resource),
        arn: z.string().parse(scope.attribute(logicalId, "Arn")),
        folder,
        entry: findEntry(folder, module),
        handlerName,
        timeoutSeconds: parsed.data.Timeout,
        memoryMegabytes: parsed.data.MemorySize,
        reservedConcurrency: parsed.data.ReservedConcurrentExecutions,
        variables: z.record(z.string(), z.string()).parse(resolve(parsed.data.Environment.Variables, scope)),
      },
    ];
  });
  return new Map(definitions.map((definition) => [definition.arn, definition]));
};
