import { existsSync } from "node:fs";
import { mkdir, rm, symlink } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Stryker } from "@stryker-mutator/core";

/**
 * `npm run mutation [-- FILE ...]`: changes the pure rules one place at a time and asks whether a test notices.
 * A change that nobody can notice is excused at the spot, by a comment that says why. Fails under the stated score.
 */
const LEAST_SCORE_PERCENT = 85;
const root = fileURLToPath(new URL("../..", import.meta.url));
const workFolder = join(root, ".mutation");
const files = process.argv.slice(2);

// Mutants live in copies of the project one folder deeper; golden tests look for their data beside the project.
const data = join(root, "..", "shared");
await rm(workFolder, { recursive: true, force: true });
await mkdir(workFolder);
if (existsSync(data)) await symlink(data, join(workFolder, "shared"));

await new Stryker({
  testRunner: "vitest",
  plugins: ["@stryker-mutator/vitest-runner"],
  vitest: { configFile: "test/mutation/vitest.config.ts" },
  coverageAnalysis: "perTest",
  mutate: files.length > 0 ? files : ["shared/stats/**/*.ts", "shared/scoring/**/*.ts"],
  // Texts are for readers: tests that repeat them word by word would prove nothing.
  mutator: { excludedMutations: ["StringLiteral"] },
  concurrency: 2,
  dryRunTimeoutMinutes: 30,
  tempDirName: ".mutation",
  cleanTempDir: false,
  ignorePatterns: [".rouse", ".mutation", "cdk.out", "docs"],
  reporters: ["clear-text", "progress-append-only"],
  clearTextReporter: { logTests: false, reportTests: false },
  thresholds: { high: 95, low: LEAST_SCORE_PERCENT, break: LEAST_SCORE_PERCENT },
}).runMutationTest();
