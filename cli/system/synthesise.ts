import { spawn } from "node:child_process";
import { createHash, randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readdir, readFile, rename, rm, stat, utimes } from "node:fs/promises";
import { join, resolve } from "node:path";
import { text } from "node:stream/consumers";
import { isAlive } from "../../infra/local/is-alive.ts";
import { RouseError, SettingsError } from "../../shared/model/errors.ts";
import { projectRoot } from "./project-root.ts";

/** What a synthesised template depends on, beside the settings file. `infra/local` runs it and does not change it. */
const ingredients = ["infra", "functions", "shared", "campaigns", "cdk.json", "package.json", "package-lock.json"];
const KEPT_ASSEMBLIES = 4;
const DRAFT = "draft-";
/** An assembly used within this time may be what a running system runs. */
const KEPT_MS = 24 * 3_600_000;

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
  const folder = join(projectRoot, ".rouse", "assemblies");
  const target = join(folder, await hashIngredients(settings ?? join(projectRoot, "settings.json")));
  if (existsSync(target)) {
    const now = new Date();
    await utimes(target, now, now);
    return target;
  }
  await mkdir(folder, { recursive: true });
  const draft = join(folder, `${DRAFT}${process.pid}-${randomUUID()}`);
  try {
    await runApp(draft, settings, signal);
    // Two commands may synthesise at once: the first one in place serves both.
    await rename(draft, target).catch((error: unknown) => {
      if (!existsSync(target)) throw error;
    });
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
  await removeOldest(folder);
  return target;
};

const runApp = async (outdir: string, settings: string | undefined, signal: AbortSignal | undefined): Promise<void> => {
  signal?.throwIfAborted();
  const strip = process.features.typescript ? [] : ["--experimental-strip-types", "--no-warnings"];
  const app = spawn(process.execPath, [...strip, join(projectRoot, "infra", "app.ts")], {
    cwd: projectRoot,
    env: {
      ...process.env,
      CDK_OUTDIR: outdir,
      // CloudFormation's rules guard an account's deployment, and would take half of the time until a system starts here.
      CDK_VALIDATION: "false",
      ...(settings !== undefined && { CDK_CONTEXT_JSON: JSON.stringify({ settings }) }),
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

const hashIngredients = async (settingsFile: string): Promise<string> => {
  const hash = createHash("sha256").update(process.versions.node);
  hash.update(existsSync(settingsFile) ? await readFile(settingsFile) : "every default");
  for (const name of ingredients) for await (const file of filesUnder(name)) hash.update(file.name).update(file.bytes);
  return hash.digest("hex").slice(0, 24);
};

async function* filesUnder(name: string): AsyncGenerator<{ name: string; bytes: Buffer }> {
  const path = join(projectRoot, name);
  if (name === join("infra", "local") || !existsSync(path)) return;
  if (!(await stat(path)).isDirectory()) {
    yield { name, bytes: await readFile(path) };
    return;
  }
  for (const entry of (await readdir(path)).sort()) yield* filesUnder(join(name, entry));
}

const isDraft = (name: string) => name.startsWith(DRAFT);

const removeOldest = async (folder: string): Promise<void> => {
  const names = await readdir(folder);
  const [drafts, whole] = [names.filter(isDraft), names.filter((name) => !isDraft(name))];
  const aged = await Promise.all(
    whole.map(async (name) => ({ name, usedMs: (await stat(join(folder, name))).mtimeMs })),
  );
  const spare = aged.sort((a, b) => b.usedMs - a.usedMs).slice(KEPT_ASSEMBLIES);
  const old = spare.filter(({ usedMs }) => Date.now() - usedMs > KEPT_MS);
  const leftBehind = drafts.filter((name) => !isAlive(Number.parseInt(name.slice(DRAFT.length), 10)));
  for (const name of [...old.map((one) => one.name), ...leftBehind]) {
    await rm(join(folder, name), { recursive: true, force: true });
  }
};
