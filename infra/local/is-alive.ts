/** Whether a process of this number runs, whoever's it is. */
export const isAlive = (processId: number): boolean => {
  if (processId <= 0) return false;
  try {
    process.kill(processId, 0);
    return true;
  } catch (error) {
    // It may not be signalled: it is another user's.
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
};
