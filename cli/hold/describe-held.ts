import type { HeldChanged } from "../../shared/night/change-held.ts";
import { heldWords } from "../../shared/words/held-words.ts";

/** What was done, and what is held now. */
export const describeHeld = ({ outcome, held }: HeldChanged): string[] => {
  const now = heldWords(held).map(({ en }) => en);
  return [
    ...(outcome === "unchanged" ? ["Nothing was changed."] : []),
    ...(now.length === 0 ? ["Nothing is held."] : now),
  ];
};
