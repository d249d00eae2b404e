import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { text } from "node:stream/consumers";
import { keptFolder } from "../../infra/kept-folder.ts";
import { RouseError, SettingsError } from "../../shared/model/errors.ts";
import { hashFiles } from "./hash-files.ts";
import { projectRoot } from "./project-root.ts";

/** What the functions' code is made from: the same for every shop. */
const codeIngredients = ["functions", "shared", "infra", "package.json", "package-lock.json", "tsconfig.json"];
/** What a synthesised template depends on, beside the settings file. `infra/local` runs it and does not change it. */
const ingredients = [...codeIngredients, "campaigns", "cli/campaigns", "cdk.json"];

/**
 * The cloud assembly for a settings file: template and bundled functions, as `cdk synth` would write them.
 * An assembly is kept by the hash of everything it is made from, so only a change costs the seconds that synthesis takes.
 *
 * @param settingsPath undefined: `settings.json` at the root of the project if there is one, else every default
 * @param signal aborted: what is under way is stopped and cleared away
 * @returns the folder with `<stack>.template.json`
 * @throws RouseError `SynthesisError` with what the CDK app said, SettingsError for a settings file that is not there
 */
export const synthesise = async (settingsPath?: string, signal?: AbortSignal): Promise<string> => {
  const settings = settingsPath === undefined ? undefined : resolve(settingsPath);
  if (settings !== undefined && !existsSync(settings)) {
    throw new SettingsError(`There is no settings file "${settingsPath}". Name one that exists with --settings.`);
  }
  const file = settings ?? join(projectRoot, "settings.json");
  const shop = existsSync(file) ? await readFile(file) : "every default";
  const assembly = join(projectRoot, ".rouse", "assemblies", await hashOf(ingredients, shop));
  await keptFolder(assembly, async (draft) => {
    const bundles = join(projectRoot, ".rouse", "bundles", await hashOf(codeIngredients, "every shop"));
    await runApp(draft, { bundles, ...(settings !== undefined && { settings }) }, signal);
  });
  return assembly;
};

/** What the CDK app is told: where the functions' code is kept, or is to be, and the settings file. */
type AppContext = { bundles: string; settings?: string };

const runApp = async (outdir: string, context: AppContext, signal: AbortSignal | undefined): Promise<void> => {
  signal?.throwIfAborted();
  const strip = process.features.typescript ? [] : ["--experimental-strip-types", "--no-warnings"];
  const app = spawn(process.execPath, [...strip, join(projectRoot, "infra", "app.ts")], {
    cwd: projectRoot,
    env: {
      ...process.env,
      CDK_OUTDIR: outdir,
      // CloudFormation's rules guard an account's deployment, and would take half of the time until a system starts here.
      CDK_VALIDATION: "false",
      CDK_CONTEXT_JSON: JSON.stringify(context),
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const stop = () => app.kill("SIGKILL");
  signal?.addEventListener("abort", stop, { once: true });
  const said = Promise.all([text(app.stdout), text(app.stderr)]);
  const code = await new Promise<number | null>((settle, fail) => app.on("error", fail).on("close", settle));
  signal?.removeEventListener("abort", stop);
  signal?.throwIfAborted();
  if (code === 0) return;
  const output = (await said).join("").trim();
  throw new RouseError("SynthesisError", `The template could not be synthesised:\n${lastLines(output)}`);
};

const lastLines = (output: string) => output.split("\n").slice(-12).join("\n");

const hashOf = async (names: readonly string[], shop: string | Buffer): Promise<string> => {
  const hash = createHash("sha256").update(process.versions.node).update(shop);
  for (const name of names) await hashFiles(hash, join(projectRoot, name), (path) => path === LOCAL);
  return hash.digest("hex").slice(0, 24);
};

/** What runs the template on one machine, and is no part of it. */
const LOCAL = join(projectRoot, "infra", "local");
