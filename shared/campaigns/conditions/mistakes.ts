/** A place in a condition's text, from its first character: where it begins, and where it ends. */
export type Span = { readonly start: number; readonly end: number };

/** What is wrong with a condition, and where in its text. */
export type ConditionMistake = { readonly at: number; readonly says: string };

/** Characters of what somebody wrote that help to find it again. */
const MOST_SAID = 60;

/** What stands in a place, on one line. */
export const standing = (source: string, { start, end }: Span): string => {
  const text = source.slice(start, end).replaceAll(/[\s\p{Cc}\p{Cf}]+/gu, " ");
  return text.length > MOST_SAID ? `${text.slice(0, MOST_SAID)}…` : text;
};

/** Mistakes of one condition as they are found. */
export class Mistakes {
  readonly found: ConditionMistake[] = [];
  readonly source: string;

  constructor(source: string) {
    this.source = source;
  }

  /** Notes one, and is nothing: what it was found in has no value. */
  add(at: Span, says: string): undefined {
    this.found.push({ at: at.start, says });
  }

  standing(at: Span): string {
    return standing(this.source, at);
  }
}
