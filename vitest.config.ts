import { defineConfig } from "vitest/config";

const HANG_MS = 10 * 60_000;

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    // A guard against what hangs, not a limit: a slow or busy machine must never meet it. Tests set none of their own.
    testTimeout: HANG_MS,
    hookTimeout: HANG_MS,
    teardownTimeout: HANG_MS,
    expect: { poll: { timeout: HANG_MS, interval: 20 } },
    // Two cores: engines and browsers in parallel tests would only take turns.
    maxWorkers: 2,
  },
});
