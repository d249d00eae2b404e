import { QuickestFirst } from "./quickest-first.ts";

/** What judges the pure rules: tests close to what is mutated, without engines or browsers. */
export const judging = {
  include: ["test/unit/{scoring,stats}/**/*.test.ts", "test/property/scoring/**/*.test.ts", "test/golden/**/*.test.ts"],
  // What is instrumented runs several times slower; a busy machine slows it once more.
  testTimeout: 30 * 60_000,
  maxWorkers: 1,
  // Pure rules leave nothing behind: one worker and one import of each module serve all files of a run.
  isolate: false,
  sequence: { sequencer: QuickestFirst },
};
