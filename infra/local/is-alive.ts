import { readFileSync } from "node:fs";

/** Whether a process of this number runs, whoever's it is. One that was killed and that nobody has asked after yet does not. */
export const isAlive = (processId: number): boolean => {
  if (processId <= 0) return false;
  try {
    process.kill(processId, 0);
  } catch (error) {
    // It may not be signalled: it is another user's.
    if (!(error instanceof Error && "code" in error && error.code === "EPERM")) return false;
  }
  return !hasEnded(processId);
};

/** Ended, and kept in the list of processes for whoever started it (zombie, dead). */
const ENDED = /^[ZX]$/;

/** By Linux' own word; elsewhere nobody says, and what can be signalled is taken to run. */
const hasEnded = (processId: number): boolean => {
  try {
    const told = readFileSync(`/proc/${processId}/stat`, "latin1");
    // The state stands behind the name, which is in brackets and may hold brackets itself.
    return ENDED.test(told.slice(told.lastIndexOf(")") + 2).charAt(0));
  } catch {
    return false;
  }
};
