import { setFlagsFromString } from "node:v8";

/**
 * Makes the collector run early: by itself V8 lets the heap grow to several times what is alive before it looks,
 * which for a long import is hundreds of megabytes of rows that are long written. Costs a few per cent of speed.
 */
export const keepHeapSmall = (): void => growBy(60);

/** The same for work in threads, whose collectors take the CPU from each other: at 60 a million orders took a tenth more of it. */
export const keepHeapsOfThreadsSmall = (): void => growBy(150);

const growBy = (percent: number): void => {
  // How far the old generation may grow over what was alive at the last collection; read at every collection.
  setFlagsFromString(`--heap-growing-percent=${percent}`);
  // Young objects are short-lived rows: a larger nursery would only be more memory.
  setFlagsFromString("--semi-space-growth-factor=1");
};
