import { archivePrefixes } from "./archive-keys.ts";

/** Files of one kind lie under one prefix, and go after as many days: the buckets' lifecycle rules are made from this. */
export type KeptFiles = { readonly bucket: "data" | "marketing"; readonly prefix: string; readonly days: number };

export const keptFiles = {
  /** Raw bodies. As long as Messages lives: what is older than 25 months proves nothing to anybody. */
  archive: { bucket: "data", prefix: "archive/", days: 760 },
  /** Bodies that no row names, which every erasure looks through: after 14 days their messages can come no more. */
  incoming: { bucket: "data", prefix: archivePrefixes.incoming, days: 30 },
  poison: { bucket: "data", prefix: archivePrefixes.poison, days: 30 },
  /** What was put together for a data subject is fetched within a month, or asked for again. */
  exports: { bucket: "data", prefix: "archive/exports/", days: 30 },
  /** Where erasures look again: within the hour, or within two days where a night was going on. */
  erasures: { bucket: "data", prefix: archivePrefixes.erasures, days: 30 },
  /** What the workers of a sweep leave for each other names whom they sweep out: one that broke off is begun anew. */
  sweepsAtWork: { bucket: "data", prefix: archivePrefixes.sweepsAtWork, days: 2 },
  /** Gone as soon as the file is put together, unless its worker died. */
  sweepsStaged: { bucket: "data", prefix: archivePrefixes.sweepsStaged, days: 2 },
  /** Who was seen in which file of a night: as long as the longest-kept of these files. */
  sweepsSeen: { bucket: "data", prefix: archivePrefixes.sweepsSeen, days: 35 },
  /** What the states of a night leave for each other: as long as Step Functions can redrive a night. */
  work: { bucket: "data", prefix: "work/", days: 14 },
  /** What nights promised, and by which rules: settled 90 to 97 days later, and kept for a month more, should nights have to be done again. */
  promises: { bucket: "data", prefix: "promises/", days: 130 },
  /** What marketing receives. It holds addresses, and an erasure has to go through all of it: five weeks are enough to look back on. */
  nights: { bucket: "marketing", prefix: "nightly/dt=", days: 35 },
} as const satisfies Readonly<Record<string, KeptFiles>>;

/** What a function of the night may reach in the marketing bucket: the nights, and the pointer, which no rule takes away. */
export const nightlyPrefix = "nightly/";

/** What a sweep may reach of the archive. */
export const sweepsPrefix = archivePrefixes.sweeps;
