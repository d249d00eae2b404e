#!/usr/bin/env node
// Starts the operator's command.
import { fileURLToPath } from "node:url";
import { launch } from "./launch.mjs";

await launch(fileURLToPath(new URL("./main.ts", import.meta.url)), process.argv.slice(2));
