import type { Entry } from "./find-recipients.ts";

/** Customers read together at least. */
const CANDIDATES_PER_BATCH = 100;

/**
 * Candidates in batches, in the order of their people's last purchase, the newest first: whatever there is too little of goes to
 * those whose address is the likeliest to live. Who never bought has just been heard of. Nobody's candidates stand in two batches: the
 * most important of them is to go first.
 */
export const batchesOf = (candidates: readonly Entry[]): Entry[][] => {
  const batches: Entry[][] = [];
  let batch: Entry[] = [];
  for (const own of peopleOf(candidates).sort(byLastDay)) {
    if (batch.length === 0 || batch.length >= CANDIDATES_PER_BATCH) {
      batch = [];
      batches.push(batch);
    }
    batch.push(...own);
  }
  return batches;
};

const peopleOf = (candidates: readonly Entry[]): Entry[][] => {
  const people: Entry[][] = [];
  for (const entry of candidates) {
    const last = people.at(-1);
    if (last?.[0]?.candidate.customerId === entry.candidate.customerId) last.push(entry);
    else people.push([entry]);
  }
  return people;
};

const NEVER = "9999-12-31";
const lastDayOf = ([first]: readonly Entry[]): string => first?.candidate.lastDay ?? NEVER;
const byLastDay = (a: readonly Entry[], b: readonly Entry[]): number => {
  const [dayOfA, dayOfB] = [lastDayOf(a), lastDayOf(b)];
  if (dayOfA === dayOfB) return 0;
  return dayOfA > dayOfB ? -1 : 1;
};
