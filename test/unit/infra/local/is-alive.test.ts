import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { setTimeout } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { isAlive } from "../../../../infra/local/is-alive.ts";

/** Whoever started it waits for nothing, as the first process of many containers. */
const inCareOfNobody = async () => {
  const parent = spawn("sh", ["-c", "sh -c 'exit 0' & echo $!; exec sleep 600"], {
    stdio: ["ignore", "pipe", "ignore"],
  });
  const [said] = await once(parent.stdout, "data");
  return { processId: Number(String(said)), end: () => parent.kill("SIGKILL") };
};

describe("isAlive", () => {
  it("is so of this process and the one that started it, and of none without a number", () => {
    expect([process.pid, process.ppid, 0, -1].map(isAlive)).toEqual([true, true, false, false]);
  });

  it.skipIf(!existsSync("/proc/self/stat"))("is not so of one that ended and that nobody has asked after", async () => {
    const { processId, end } = await inCareOfNobody();
    try {
      while (!/\) Z/.test(readFileSync(`/proc/${processId}/stat`, "latin1"))) await setTimeout(10);
      expect(isAlive(processId)).toBe(false);
    } finally {
      end();
    }
  });
});
