import { readFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { App, Validations } from "aws-cdk-lib";
import type { CloudAssembly } from "aws-cdk-lib/cx-api";
import * as z from "zod";
import type { Settings } from "../shared/model/settings.ts";
import { type Bundles, bundleFunctions } from "./bundle.ts";
import { compileCampaigns } from "./check-files.ts";
import { KeptStack } from "./kept-stack.ts";
import { readSettingsFile } from "./read-settings-file.ts";
import { RouseStack } from "./rouse-stack.ts";
import { keptStackName, stackName } from "./stack-names.ts";
import { warnOfSettings } from "./warn-of-settings.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const cdkJsonSchema = z.object({ context: z.record(z.string(), z.unknown()) });

export type AppOptions = {
  /** Those of the file that `-c settings=PATH` names, or of `settings.json`, unless given. */
  settings?: Settings;
  /** Where the assembly goes; `cdk.out` unless given here or by the CDK's own command. */
  outdir?: string;
};

/** `bundles`: the functions' code, made from `functions/` unless given. `validates`: false leaves out CloudFormation's own rules. */
type Unsynthesised = AppOptions & { bundles?: Bundles; validates?: boolean };

/** The app, built and not yet synthesised. */
export const createApp = async ({ settings, outdir, bundles, validates = true }: Unsynthesised = {}) => {
  const builtinCloudFormationValidation = validates;
  const app = new App({ context: context(), builtinCloudFormationValidation, ...(outdir !== undefined && { outdir }) });
  const file: unknown = app.node.tryGetContext("settings");
  const inForce = settings ?? readSettingsFile(root, file === undefined ? undefined : String(file));
  const folder = join(app.outdir, "bundles");
  const compiled = () => compileCampaigns(root, folder, inForce);
  const code =
    bundles ?? (await bundleFunctions(root, folder, { settings: inForce, campaigns: compiled() }, keptBundles(app)));
  const kept = new KeptStack(app, keptStackName, { prefix: stackName });
  const stack = new RouseStack(app, stackName, { settings: inForce, bundles: code, kept });
  // The stack took its own copies, named by their hashes.
  await rm(folder, { recursive: true, force: true });
  return { app, kept, stack, settings: inForce };
};

/** Where an embedded system keeps the functions' code, as `-c bundles=FOLDER` names it. A deployment keeps none: its own is made anew. */
const keptBundles = (app: App): string | undefined => z.string().optional().parse(app.node.tryGetContext("bundles"));

/**
 * Checks against AwsSolutions and writes the cloud assembly: template, bundles and manifest. Nobody deploys what an
 * embedded system runs: those rules are not asked of it.
 */
export const synthesise = async (options: AppOptions = {}): Promise<CloudAssembly> => {
  const { app, stack, settings } = await createApp(options);
  warnOfSettings(stack, settings);
  if (keptBundles(app) === undefined) {
    const { AwsSolutionsChecks } = await import("cdk-nag");
    Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  }
  return app.synth();
};

/** The flags of `cdk.json`: the CDK's own command hands them over and nobody else does, and the template must not depend on who asks. */
const context = () => cdkJsonSchema.parse(JSON.parse(readFileSync(join(root, "cdk.json"), "utf8"))).context;
