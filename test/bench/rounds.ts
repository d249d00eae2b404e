import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import * as z from "zod";
import { inParallel } from "../../shared/model/in-parallel.ts";

/** Calls on their way at a time. */
export const AT_A_TIME = 16;

const usedSchema = z.object({ cpuMicroseconds: z.number() });

/** The next thing that the measured process says. */
export const heard = async (system: ChildProcess): Promise<unknown> => (await once(system, "message"))[0];

export type Round = { perSecond: number; p50: number; p99: number; clientCpu: number; systemCpu: number };
type Work = (index: number) => Promise<void>;

/** One round of `count` calls: how many a second, how long each took, and milliseconds of CPU for one on either side. */
export const measureRound = async (count: number, work: Work, system: ChildProcess): Promise<Round> => {
  const cpuOfSystem = async () => {
    const answer = heard(system);
    system.send("cpu");
    return usedSchema.parse(await answer).cpuMicroseconds;
  };
  const milliseconds: number[] = [];
  const systemBefore = await cpuOfSystem();
  const clientBefore = process.cpuUsage();
  const started = performance.now();
  const indexes = Array.from({ length: count }, (_, index) => index);
  await inParallel(indexes, AT_A_TIME, async (index) => {
    const begun = performance.now();
    await work(index);
    milliseconds.push(performance.now() - begun);
  });
  const seconds = (performance.now() - started) / 1000;
  const client = process.cpuUsage(clientBefore);
  const systemCpu = ((await cpuOfSystem()) - systemBefore) / 1000 / count;
  milliseconds.sort((a, b) => a - b);
  const quantile = (share: number) => milliseconds[Math.floor(share * (count - 1))] ?? 0;
  const clientCpu = (client.user + client.system) / 1000 / count;
  return { perSecond: count / seconds, p50: quantile(0.5), p99: quantile(0.99), clientCpu, systemCpu };
};

/** The round with the middle speed. */
export const middle = (rounds: readonly Round[]): Round => {
  const sorted = rounds.toSorted((a, b) => a.perSecond - b.perSecond);
  const found = sorted[Math.floor(sorted.length / 2)];
  if (!found) throw new RangeError("no round was measured");
  return found;
};

export const show = (what: string, { perSecond, p50, p99, clientCpu, systemCpu }: Round): void => {
  console.log(
    `${what.padEnd(18)} ${perSecond.toFixed(0).padStart(6)} a second  p50 ${p50.toFixed(1).padStart(6)} ms  p99 ${p99.toFixed(1).padStart(6)} ms` +
      `  CPU ${clientCpu.toFixed(2)} ms in the client, ${systemCpu.toFixed(2)} ms in the system`,
  );
};
