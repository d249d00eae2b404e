import { RouseError } from "../../shared/model/errors.ts";

/** What a shell expects of a command that Ctrl-C ended. */
export const INTERRUPTED_STATUS = 130;

/** A second signal sooner than this is the first one told twice: by the terminal, and by the process that started this one. */
const SAME_PRESS_MS = 1_000;

/** The operator broke the command off; what it had opened is closed. */
export class Interrupted extends RouseError {
  constructor(cause?: unknown) {
    super("InterruptedError", "Broken off.", cause);
  }
}

/**
 * A signal that aborts at Ctrl-C, or when the process is asked to end, so that the command closes what it opened.
 * Pressed once more, the process ends at once; the next `rouse run` clears away what is left.
 */
export const listenForInterruption = (): AbortSignal => {
  const controller = new AbortController();
  let firstMs = Number.POSITIVE_INFINITY;
  for (const name of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.on(name, () => {
      if (performance.now() - firstMs > SAME_PRESS_MS) process.exit(INTERRUPTED_STATUS);
      firstMs = Math.min(firstMs, performance.now());
      controller.abort(new Interrupted());
    });
  }
  return controller.signal;
};

/**
 * What the work comes to, unless the signal comes first: then the work is left where it is, and nobody hears how it ends.
 * @throws the signal's reason
 */
export const unlessInterrupted = async <Result>(signal: AbortSignal, work: Promise<Result>): Promise<Result> => {
  const { promise: brokenOff, reject } = Promise.withResolvers<never>();
  const breakOff = () => reject(signal.reason);
  if (signal.aborted) breakOff();
  signal.addEventListener("abort", breakOff, { once: true });
  try {
    return await Promise.race([work, brokenOff]);
  } finally {
    signal.removeEventListener("abort", breakOff);
  }
};

/** Resolves when the signal comes: how a command waits that only Ctrl-C ends. */
export const whenInterrupted = (signal: AbortSignal): Promise<void> =>
  new Promise((resume) => {
    if (signal.aborted) resume();
    signal.addEventListener("abort", () => resume(), { once: true });
  });
