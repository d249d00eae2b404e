import { existsSync } from "node:fs";
import { mkdir, rm, symlink } from "node:fs/promises";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { Stryker } from "@stryker-mutator/core";

/**
 * `npm run mutation [-- FILE ...]`: changes the pure rules one place at a time and asks whether a test notices.
 * A change that nobody can notice is excused at the spot, by a comment that says why. Fails under the stated score.
 *
 * Twice: all changes by the quick tests, then by all tests what those did not notice.
 */
const LEAST_SCORE_PERCENT = 85;
const root = fileURLToPath(new URL("../..", import.meta.url));
const workFolder = join(root, ".mutation");

type MutantResult = Awaited<ReturnType<Stryker["runMutationTest"]>>[number];

const mutate = (files: readonly string[], tests: "quick" | "all"): Promise<MutantResult[]> =>
  new Stryker({
    testRunner: "vitest",
    plugins: ["@stryker-mutator/vitest-runner"],
    vitest: { configFile: `test/mutation/${tests}-tests.config.ts` },
    coverageAnalysis: "perTest",
    mutate: [...files],
    // Texts are for readers: tests that repeat them word by word would prove nothing.
    mutator: { excludedMutations: ["StringLiteral"] },
    concurrency: 2,
    // A runner grows slower with each run.
    maxTestRunnerReuse: 40,
    dryRunTimeoutMinutes: 30,
    tempDirName: ".mutation",
    cleanTempDir: false,
    ignorePatterns: [".rouse", ".mutation", "cdk.out", "docs", "reports"],
    reporters: ["progress-append-only"],
  }).runMutationTest();

const unnoticed = ({ status }: MutantResult): boolean => status === "Survived" || status === "NoCoverage";
const noticed = ({ status }: MutantResult): boolean => status === "Killed" || status === "Timeout";

/** Where a mutant stands, as Stryker takes it in place of a file: lines from 1 (as it reports them), columns from 0 (from 1). */
const place = ({ fileName, location: { start, end } }: MutantResult): string =>
  `${relative(root, fileName)}:${start.line}:${start.column - 1}-${end.line}:${end.column - 1}`;
const sameMutant = (mutant: MutantResult): string => `${place(mutant)} ${mutant.mutatorName} ${mutant.replacement}`;

// Mutants live in copies of the project one folder deeper; golden tests look for their data beside the project.
const data = join(root, "..", "shared");
await rm(workFolder, { recursive: true, force: true });
await mkdir(workFolder);
if (existsSync(data)) await symlink(data, join(workFolder, "shared"));

const files = process.argv.slice(2);
const first = await mutate(files.length > 0 ? files : ["shared/stats/**/*.ts", "shared/scoring/**/*.ts"], "quick");
const left = new Set(first.filter(unnoticed).map(sameMutant));
const second = left.size === 0 ? [] : await mutate([...new Set(first.filter(unnoticed).map(place))], "all");

const survivors = second.filter((mutant) => unnoticed(mutant) && left.has(sameMutant(mutant)));
const late = second.filter((mutant) => noticed(mutant) && left.has(sameMutant(mutant)));
const all = first.filter(noticed).length + left.size;
const score = ((first.filter(noticed).length + late.length) / all) * 100;
for (const mutant of survivors) console.log(`not noticed: ${sameMutant(mutant)}`);
console.log(`${all - survivors.length} of ${all} changes were noticed: ${score.toFixed(1)} %.`);
if (!(score >= LEAST_SCORE_PERCENT)) {
  console.error(`Fewer than ${LEAST_SCORE_PERCENT} % of the changes were noticed.`);
  process.exitCode = 1;
}
