import type { SweepInput } from "../../shared/model/sweep.ts";
import { type CloseSweepDeps, closeSweep } from "../../shared/sweeping/close-sweep.ts";
import { type LookThroughDeps, lookThrough } from "../../shared/sweeping/look-through.ts";
import { type PlanSweepDeps, planSweep } from "../../shared/sweeping/plan-sweep.ts";
import { type SweepBatchDeps, sweepBatch } from "../../shared/sweeping/sweep-batch.ts";

export type SweepFilesDeps = PlanSweepDeps & LookThroughDeps & SweepBatchDeps & CloseSweepDeps;

/** One step of a sweep: all of them read and write the same files, so one function does them. */
export const sweepFilesStep = (input: SweepInput<"plan" | "look" | "sweep" | "close">, deps: SweepFilesDeps) => {
  switch (input.step) {
    case "plan":
      return planSweep(input, deps);
    case "look":
      return lookThrough(input, deps);
    case "sweep":
      return sweepBatch(input, deps);
    case "close":
      return closeSweep(input, deps);
  }
};
