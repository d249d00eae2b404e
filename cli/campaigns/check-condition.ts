import { readCondition } from "../../shared/campaigns/conditions/condition.ts";
import { type WrittenYaml, where } from "./yaml-file.ts";

/** The file that a condition stands in, and names of the shop's own segments that it may ask for; undefined: it makes one itself. */
type Within = { origin: string; written: WrittenYaml; own: readonly string[] | undefined };

/** What is wrong with a condition in a file: file, line and column, what stands there and what could. */
export const mistakesIn = (
  { when, path }: { when: string; path: readonly (string | number)[] },
  { origin, written, own }: Within,
): string[] => {
  const read = readCondition(when, own);
  if ("condition" in read) return [];
  return read.mistakes.map(({ at, says }) => `${where(origin, written.placeIn(path, at))}: ${says}`);
};
