import { rmSync } from "node:fs";

/** Removes a folder while nothing else of this process runs; again where a write that was under way put a file into it. */
export const removeAtOnce = (folder: string): void =>
  rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
