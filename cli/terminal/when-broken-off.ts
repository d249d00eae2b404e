import type { Terminal } from "./terminal.ts";

/** What a shell expects of a command that Ctrl-C ended. */
const INTERRUPTED = 130;

/** Does a work that goes on where it was when it is asked for again, and says so if Ctrl-C ends it. */
export const sayingWhenBrokenOff = async <Result>(terminal: Terminal, work: () => Promise<Result>): Promise<Result> => {
  const interrupted = () => {
    terminal.say("\nBroken off; run the same command again to go on.");
    process.exit(INTERRUPTED);
  };
  process.once("SIGINT", interrupted);
  try {
    return await work();
  } finally {
    process.off("SIGINT", interrupted);
  }
};
