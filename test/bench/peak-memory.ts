import { existsSync, readFileSync } from "node:fs";

const STATUS = "/proc/self/status";

/**
 * The most memory this process ever held, in MB. Linux counts into `maxRSS` what the parent held when it started this process,
 * and keeps the process's own mark in its status file.
 */
export const peakMegabytes = (): number => {
  const own = existsSync(STATUS) ? /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(STATUS, "utf8"))?.[1] : undefined;
  return Math.round(Number(own ?? process.resourceUsage().maxRSS) / 1024);
};
