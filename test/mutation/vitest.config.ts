import { defineConfig } from "vitest/config";

/** The tests that judge the pure rules: quick, and close to what is mutated. */
export default defineConfig({
  test: {
    include: [
      "test/unit/{scoring,stats}/**/*.test.ts",
      "test/property/scoring/**/*.test.ts",
      "test/golden/**/*.test.ts",
    ],
    // What is instrumented runs several times slower.
    testTimeout: 240_000,
    maxWorkers: 1,
  },
});
