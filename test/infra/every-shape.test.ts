import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readRoutes } from "../../infra/local/http/routes.ts";
import { readMappings } from "../../infra/local/queues/read-mappings.ts";
import { readMachines } from "../../infra/local/states/read-machines.ts";
import { readFunctions } from "../../infra/local/template/function-definitions.ts";
import { resolve } from "../../infra/local/template/intrinsics.ts";
import { readTemplate } from "../../infra/local/template/read-template.ts";
import { createScope } from "../../infra/local/template/resource-names.ts";
import { readSchedules } from "../../infra/local/template/schedules.ts";
import { createApp } from "../../infra/synthesise.ts";
import { parseSettings } from "../../shared/model/parse-settings.ts";
import { stackOutputsSchema } from "../../shared/model/stack-outputs.ts";
import { pairwise } from "../support/pairwise.ts";
import { settingsShapes } from "../support/settings-shapes.ts";

const example = new URL("../../settings.example.json", import.meta.url);

let folder: string;
let code: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "rouse-shapes-"));
  code = join(folder, "code");
  await mkdir(code);
  await writeFile(join(code, "index.mjs"), "export const handler = () => undefined;\n");
});
afterAll(() => rm(folder, { recursive: true }));

/** Everything that the embedded system reads of a template at its start. */
const startOn = async (text: string) => {
  const settings = parseSettings(text);
  const outdir = await mkdtemp(join(folder, "assembly-"));
  const { app } = await createApp({ settings, outdir, bundles: () => code });
  // CloudFormation's own rules are asked as well: what they refuse fails the synthesis.
  app.synth();
  const template = await readTemplate(outdir);
  const scope = createScope(template, {
    apiUrl: () => "http://127.0.0.1:1",
    queueUrl: (name) => `http://127.0.0.1:2/${name}`,
  });
  expect(template.settings).toEqual(settings);
  for (const { Properties } of template.resources.values()) resolve(Properties, scope);
  const outputs = [...template.outputs].map(([name, value]) => [name, resolve(value, scope)]);
  stackOutputsSchema.parse(Object.fromEntries(outputs));
  const functions = readFunctions(template, scope);
  for (const { functionArn } of readMappings(template, scope)) expect(functions.has(functionArn)).toBe(true);
  for (const { functionArn } of readRoutes(template, scope)) expect(functions.has(functionArn)).toBe(true);
  const machines = readMachines(template, scope);
  for (const { tasks } of machines.values()) {
    for (const { functionArn = "" } of tasks.values()) expect(functions.has(functionArn)).toBe(true);
  }
  for (const { targetArn } of readSchedules(template, scope)) expect(machines.has(targetArn)).toBe(true);
};

describe("the embedded system finds a counterpart of everything in the template", () => {
  test("of the settings that the README begins with", async () => {
    await startOn(await readFile(example, "utf8"));
  });

  test("of settings of every shape", async () => {
    const shapes = settingsShapes();
    for (const mail of ["domain", "address", "existing"]) {
      expect(shapes.some((shape) => shape.mail?.identity === mail && shape.mail.sender?.email !== undefined)).toBe(
        true,
      );
    }
    for (const shape of shapes) await startOn(JSON.stringify(shape)).catch(namedBy(shape));
  });
});

const namedBy = (shape: unknown) => (error: unknown) => {
  throw new Error(`with the settings ${JSON.stringify(shape)}`, { cause: error });
};

test("pairwise brings every two values of every two factors together", () => {
  const factors = [3, 2, 4, 2, 2].map((count, factor) => ({
    name: `${factor}`,
    values: Array.from({ length: count }, (_, value) => value),
  }));
  const rows = pairwise(factors);
  expect(rows.length).toBeLessThanOrEqual(16);
  for (const [a, { values }] of factors.entries()) {
    for (const [b, other] of factors.entries()) {
      if (a === b) continue;
      for (const va of values) {
        for (const vb of other.values) expect(rows.some((row) => row[a] === va && row[b] === vb)).toBe(true);
      }
    }
  }
});
