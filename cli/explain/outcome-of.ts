import type { Outcome } from "../terminal/terminal.ts";
import { describeNames, type KnownNow } from "./known-now.ts";

/** Explanations of those whom one word means, as a command answers them: mostly of one. */
export const outcomeOf = <Told extends KnownNow>(
  explanations: readonly Told[],
  describe: (told: Told) => string[],
): Outcome => ({
  ok: true,
  json: explanations.length === 1 ? explanations[0] : explanations,
  prose: explanations.flatMap((explanation) => [...describe(explanation), ...describeNames(explanation)]),
});
