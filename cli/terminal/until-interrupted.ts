/** Resolves at Ctrl-C, or when the process is asked to end. */
export const untilInterrupted = (): Promise<void> =>
  new Promise((resume) => {
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => resume());
  });
