import * as z from "zod";

/** How what shards wrote becomes marketing's files in a night of many shards (docs/adr/0019): fixed by `plan`. */
export const joinsSchema = z.object({
  /** Shards whose parts one worker of `join` puts together. */
  shardsPerGroup: z.int().positive(),
  /** A file of up to so many bytes goes through `publish` whole, with one checksum; of a larger one S3 copies the groups' parts. */
  wholeBytes: z.int().nonnegative(),
});
export type Joins = z.infer<typeof joinsSchema>;

/** What one worker publishes in about a minute: over a million customers, some 1.4 KB of files each. */
const SHARDS_OF_ONE_WORKER = 64;
/** However many customers there are: so often at most has a file too little of a group for S3 to copy it, and `publish` carries that. */
const MOST_GROUPS = 32;
const LEAST_SHARDS_PER_GROUP = 16;
const WHOLE_BYTES = 64 * 1024 * 1024;

/** Undefined where one worker joins the shards by itself: there is little to join. */
export const joinsOf = (shards: number): Joins | undefined =>
  shards <= SHARDS_OF_ONE_WORKER
    ? undefined
    : {
        shardsPerGroup: Math.max(LEAST_SHARDS_PER_GROUP, Math.ceil(shards / MOST_GROUPS)),
        wholeBytes: WHOLE_BYTES,
      };

type Joined = { readonly shards: number; readonly joins?: Joins | undefined };

/** The numbers of a night's groups; none where shards are not joined in groups. */
export const groupsOf = ({ shards, joins }: Joined): number[] =>
  joins === undefined ? [] : numbers(0, Math.ceil(shards / joins.shardsPerGroup));

/** The shards of a group, in their order; all shards where there are no groups. */
export const shardsOfGroup = ({ shards, joins }: Joined, group: number): number[] => {
  const size = joins?.shardsPerGroup ?? shards;
  return numbers(group * size, Math.min(shards, (group + 1) * size));
};

const numbers = (from: number, to: number): number[] => Array.from({ length: to - from }, (_, at) => from + at);
