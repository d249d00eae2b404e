import { fileURLToPath } from "node:url";

/** The folder Rouse was cloned to. */
export const projectRoot = fileURLToPath(new URL("../..", import.meta.url)).replace(/[\\/]$/, "");
