import type { Terminal } from "./terminal.ts";

/** Shows the seconds of a piece of work of which nobody can say how far it is, so that nobody takes it for dead. */
export const countSeconds = async <Result>(
  { progress }: Pick<Terminal, "progress">,
  label: string,
  work: () => Promise<Result>,
): Promise<Result> => {
  const shown = progress(label, undefined, "s");
  const ticking = setInterval(() => shown.advance(), 1_000);
  try {
    return await work();
  } finally {
    clearInterval(ticking);
    shown.done();
  }
};
