import { keptStackName, stackName } from "./stack-names.ts";

/**
 * What `npm run deploy` asks of the CDK, one command after the other.
 *
 * First what is kept, which is never rolled back: tables that are protected from deletion cannot be taken away again, nor
 * a stack that is. What failed stays and the next deployment goes on from there. Then the stack that works, which is
 * rolled back whole where it fails.
 */
export const deployCommands = (args: readonly string[]): readonly (readonly string[])[] => [
  ["deploy", keptStackName, "--no-rollback", ...args],
  ["deploy", stackName, "--exclusively", ...args],
];
