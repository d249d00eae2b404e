import { defineConfig } from "vitest/config";
import { judging } from "./judging.ts";

/** Those of them that take less than about a second each. */
export default defineConfig({
  test: {
    ...judging,
    exclude: [
      "test/property/scoring/{fits,clv-intervals,forecasts,pareto}.prop.test.ts",
      "test/golden/{clv-aggregates,clv-vectors,held-back,next-order,repeat-score-cdnow,tier-proof}.golden.test.ts",
    ],
  },
});
