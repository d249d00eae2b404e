import { defineConfig } from "vitest/config";
import { judging } from "./judging.ts";

/** All tests that judge the pure rules. */
export default defineConfig({ test: judging });
