import type { Traffic } from "./sized-files.ts";

/**
 * How fast S3 and a Lambda are taken to be, on the careful side of what AWS says and users report: a worker of 1.7 GB or more
 * has some 600 Mbit/s to and from S3, and reading and writing share them; one copy of a range by S3 gets 50 MB/s.
 */
export const assumed = {
  secondsPerRequest: 0.03,
  workerBytesPerSecond: 70e6,
  copyBytesPerSecond: 50e6,
} as const;

/** What nobody may pass: Lambda's time, our own memory, Step Functions' state and history. */
export const limits = { seconds: 900, megabytes: 2_048, stateBytes: 256 * 1024, events: 25_000 } as const;

/** Seconds of one worker that makes so many requests at a time, and has S3 make so many copies. */
export const secondsOf = (
  traffic: Traffic,
  { atATime, copiesAtATime }: { atATime: number; copiesAtATime: number },
): number => {
  const requests = ((traffic.gets + traffic.puts) * assumed.secondsPerRequest) / atATime;
  const carried = (traffic.bytesIn + traffic.bytesOut) / assumed.workerBytesPerSecond;
  const copied =
    (traffic.copies * assumed.secondsPerRequest + traffic.bytesCopied / assumed.copyBytesPerSecond) / copiesAtATime;
  return requests + carried + copied;
};
