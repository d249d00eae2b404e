/** Whether a process of this number runs, whoever's it is. */
export const isAlive = (processId: number): boolean => {
  if (processId <= 0) return false;
  try {
    process.kill(processId, 0);
    return true;
  } catch {
    return false;
  }
};
