import type { Command } from "commander";
import type { z } from "zod";
import { UsageError } from "./usage-error.ts";

/**
 * A command's options, as its schema makes them.
 * @throws UsageError that names each option that does not fit, with what it got and what was expected
 */
export const parseOptions = <Options extends z.ZodType>(made: Command, schema: Options): z.output<Options> => {
  const given = made.opts();
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map(({ path, message }) => {
    const option = made.options.find((one) => one.attributeName() === path[0]);
    return `${option?.long ?? path.join(".")} got "${String(given[String(path[0])])}"; ${message}.`;
  });
  throw new UsageError([...new Set(faults)].join("\n"));
};
