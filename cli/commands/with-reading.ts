import type { Command } from "commander";

/** Adds the options that say how a file of orders or customers is read, where it does not tell by itself. */
export const withReading = (made: Command): Command =>
  made
    .option("--format <name>", "what the file is; rouse import --help lists them (default: by its header)")
    .option("--rows <what>", "items: a row is an item of an order (default: by the format)")
    .option("--encoding <name>", "the file's encoding, such as windows-1252 (default: by its bytes)")
    .option("--decimal <mark>", "dot or comma (default: by all amounts of the file)")
    .option("--dates <order>", "day-first or month-first (default: by all dates of the file)");
