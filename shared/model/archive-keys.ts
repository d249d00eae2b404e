import type { IntakeMessage } from "./intake.ts";
import type { Instant } from "./time.ts";

/** Where raw bodies lie in the data bucket. Keys hold a source, a day and the body's own hash: no personal data. */
export const archivePrefixes = {
  all: "archive/",
  /** As the door leaves them, until a row names them. What never came to the queue stays here until it expires. */
  incoming: "archive/incoming/",
  /** What nobody understood: no row will name it. */
  poison: "archive/poison/",
  exports: "archive/exports/",
  /** Where an erasure looks again. */
  erasures: "archive/erasures/",
  sweeps: "archive/sweeps/",
  /** Who is to be taken out of the files of nights. */
  sweepRequests: "archive/sweeps/requests/",
  /** What the workers of a sweep leave for each other. */
  sweepsAtWork: "archive/sweeps/at-work/",
  /** What a worker lays down of a large file that it puts together anew. */
  sweepsStaged: "archive/sweeps/staged/",
  /** Who was seen in which file of a night, by hashes. */
  sweepsSeen: "archive/sweeps/seen/",
} as const;

type Told = Pick<IntakeMessage, "source" | "receivedAt">;

/** It tells when it came: an erasure leaves alone what came after it. */
export const incomingKey = ({ source, receivedAt }: Told, sha256: string): string =>
  `${archivePrefixes.incoming}${source}/${withoutColons(receivedAt)}/${sha256}.json`;

/** Whether a body that no row names came later than this; false where its key does not tell. */
export const cameAfter = (key: string, instant: Instant): boolean => {
  const time = key.split("/").at(-2) ?? "";
  return /^\d{4}-/.test(time) && time > withoutColons(instant);
};

/**
 * Where a body that a row names is put on its way again. Its name is another: whoever still works on the message that brought it, or
 * clears away after somebody erased, takes that body's name and not this one.
 */
export const againKey = (archiveKey: string, told: Told): string =>
  incomingKey(told, `${nameIn(archiveKey).replace(/\.json$/, "")}-again`);

/** When a body came that no row names; undefined where its key does not tell. */
export const cameAt = (key: string): Instant | undefined => {
  const [, day, time] = /^(\d{4}-\d{2}-\d{2}T)(\d{2}-\d{2}-\d{2}.*)$/.exec(key.split("/").at(-2) ?? "") ?? [];
  return day === undefined || time === undefined ? undefined : `${day}${time.replaceAll("-", ":")}`;
};

/** The day on which a body came that a row names, `YYYY-MM-DD`. */
export const recordedOn = (archiveKey: string): string => archiveKey.split("/").at(-2) ?? "";

/** Where a body from under `incoming` or `poison` lies once it is recorded. */
export const recordedKeyOf = (key: string): string => {
  const [source = "", time = "", name = ""] = key.split("/").slice(-3);
  return `${archivePrefixes.all}${source}/${dayOf(time)}/${name}`;
};

/** Where a message's body lies once it is recorded; rows name it by this key. The same body on the same day has one key. */
export const recordedKey = ({ source, receivedAt, archiveKey }: IntakeMessage): string =>
  `${archivePrefixes.all}${source}/${dayOf(receivedAt)}/${nameIn(archiveKey)}`;

export const poisonKey = ({ source, receivedAt, archiveKey }: IntakeMessage): string =>
  `${archivePrefixes.poison}${source}/${withoutColons(receivedAt)}/${nameIn(archiveKey)}`;

const withoutColons = (instant: Instant) => instant.replaceAll(":", "-");
const dayOf = (instant: Instant) => instant.slice(0, 10);
const nameIn = (key: string) => key.slice(key.lastIndexOf("/") + 1);
