import { defineConfig } from "vitest/config";

const HANG_MS = 10 * 60_000;
const systems = ["test/e2e/**/*.test.ts", "test/**/*.it.test.ts"];

export default defineConfig({
  test: {
    // A guard against what hangs, not a limit: a slow or busy machine must never meet it. Tests set none of their own.
    testTimeout: HANG_MS,
    hookTimeout: HANG_MS,
    teardownTimeout: HANG_MS,
    expect: { poll: { timeout: HANG_MS, interval: 20 } },
    // Two cores: engines and browsers in parallel tests would only take turns.
    maxWorkers: 2,
    projects: [
      // A process of each file's own for engines, threads and SDK clients. Projects run in the order of their names: these
      // hold the longest files, and what comes last should be short for two workers to end together.
      { extends: true, test: { name: "1-systems", include: systems } },
      // Rules leave nothing behind: one process and one import of each module serve many files. Starting two hundred
      // processes, each with its own imports, takes as long as the unit tests themselves.
      {
        extends: true,
        test: {
          name: "2-rules",
          include: ["test/**/*.test.ts"],
          exclude: systems,
          isolate: false,
          restoreMocks: true,
          unstubEnvs: true,
        },
      },
    ],
  },
});
