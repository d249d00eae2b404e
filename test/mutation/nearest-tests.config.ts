import { defineConfig } from "vitest/config";
import { judging } from "./judging.ts";

/** The tests nearest to what is mutated; `mutate.ts` names them, one glob a line. */
export default defineConfig({ test: { ...judging, include: (process.env.NEAREST_TESTS ?? "").split("\n") } });
