import * as z from "zod";
import { SettingsError } from "../model/errors.ts";

/**
 * The environment of one function, parsed by its contract: `readEnvironment(environments["score-shard"])`.
 * @throws SettingsError that names every variable missing or malformed
 */
export const readEnvironment = <Contract extends z.ZodType>(
  contract: Contract,
  env: NodeJS.ProcessEnv = process.env,
): z.output<Contract> => {
  const parsed = contract.safeParse(env);
  if (!parsed.success) {
    throw new SettingsError(`the function's environment does not fit its contract:\n${z.prettifyError(parsed.error)}`);
  }
  return parsed.data;
};
