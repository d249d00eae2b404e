import type { Terminal } from "../../cli/terminal/terminal.ts";

/** A terminal that nobody looks at. */
export const silentTerminal: Terminal = {
  say: () => undefined,
  progress: () => ({ advance: () => undefined, done: () => undefined }),
  answer: () => undefined,
};
