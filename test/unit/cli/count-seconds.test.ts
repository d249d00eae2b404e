import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { countSeconds } from "../../../cli/terminal/count-seconds.ts";

const recording = () => {
  const told: string[] = [];
  const progress = (label: string) => {
    told.push(label);
    return { advance: () => void told.push("second"), done: () => void told.push("done") };
  };
  return { told, progress };
};

describe("countSeconds", () => {
  it("counts the seconds until the work is done, and answers what it answered", async () => {
    const terminal = recording();
    expect(await countSeconds(terminal, "Starting", () => sleep(1_200, "started"))).toBe("started");
    expect(terminal.told.slice(0, 2)).toEqual(["Starting", "second"]);
    expect(terminal.told.at(-1)).toBe("done");
  });

  it("ends where the work fails", async () => {
    const terminal = recording();
    await expect(countSeconds(terminal, "Starting", () => Promise.reject(new Error("no")))).rejects.toThrow("no");
    expect(terminal.told).toEqual(["Starting", "done"]);
  });
});
