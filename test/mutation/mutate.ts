import { existsSync, readdirSync } from "node:fs";
import { mkdir, rm, symlink } from "node:fs/promises";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { Stryker } from "@stryker-mutator/core";
import { excuseFor } from "./excused.ts";
import { rooms } from "./rooms.ts";

/**
 * `npm run mutation [-- FILE[:LINE-LINE] ...]`: changes the pure rules one place at a time and asks whether a test notices.
 * First the tests nearest to a room, then, of what those let pass, all. Fails under the stated score.
 */
const LEAST_SCORE_PERCENT = 85;
const root = fileURLToPath(new URL("../..", import.meta.url));
const workFolder = join(root, ".mutation");

type MutantResult = Awaited<ReturnType<Stryker["runMutationTest"]>>[number];

const mutate = (what: readonly string[], tests: "nearest" | "all"): Promise<MutantResult[]> =>
  new Stryker({
    testRunner: "vitest",
    plugins: ["@stryker-mutator/vitest-runner"],
    vitest: { configFile: `test/mutation/${tests}-tests.config.ts` },
    coverageAnalysis: "perTest",
    mutate: [...what],
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
const placeOf = ({ fileName, location: { start, end } }: MutantResult): string =>
  `${relative(root, fileName)}:${start.line}:${start.column - 1}-${end.line}:${end.column - 1}`;
const nameOf = (mutant: MutantResult): string => `${placeOf(mutant)} ${mutant.mutatorName} ${mutant.replacement}`;

const allRules = (): string[] =>
  ["shared/stats", "shared/scoring"].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".ts"))
      .map((name) => `${folder}/${name.replaceAll("\\", "/")}`)
      .sort(),
  );

/** Files by the room that they lie in: those that are run with the same tests, at once or one by one. */
const batches = (files: readonly string[]) =>
  [...Map.groupBy(files, (file) => rooms.find(({ under }) => file.startsWith(under)))].flatMap(([room, together]) => {
    if (room === undefined) throw new Error(`${together.join(", ")}: only shared/stats and shared/scoring are mutated`);
    return (room.hot ? together.map((file) => [file]) : [together]).map((what) => ({ ...room, what }));
  });

// Mutants live in copies of the project one folder deeper; golden tests look for their data beside the project.
const data = join(root, "..", "shared");
await rm(workFolder, { recursive: true, force: true });
await mkdir(workFolder);
if (existsSync(data)) await symlink(data, join(workFolder, "shared"));

const first: MutantResult[] = [];
const asked = process.argv.slice(2);
for (const { what, nearestTests } of batches(asked.length > 0 ? asked : allRules())) {
  process.env.NEAREST_TESTS = nearestTests.join("\n");
  first.push(...(await mutate(what, "nearest")));
}
const left = new Map(
  first.filter(unnoticed).flatMap((mutant) => (excuseFor(mutant) ? [] : [[nameOf(mutant), mutant]])),
);
const second = left.size === 0 ? [] : await mutate([...new Set([...left.values()].map(placeOf))], "all");
for (const mutant of second) if (noticed(mutant)) left.delete(nameOf(mutant));

const excused = first.filter((mutant) => unnoticed(mutant) && excuseFor(mutant)).length;
const all = first.filter(noticed).length + first.filter(unnoticed).length - excused;
const score = ((all - left.size) / all) * 100;
for (const name of left.keys()) console.log(`not noticed: ${name}`);
console.log(
  `${all - left.size} of ${all} changes were noticed: ${score.toFixed(1)} %. ${excused} more were excused as a kind.`,
);
if (!(score >= LEAST_SCORE_PERCENT)) {
  console.error(`Fewer than ${LEAST_SCORE_PERCENT} % of the changes were noticed.`);
  process.exitCode = 1;
}
