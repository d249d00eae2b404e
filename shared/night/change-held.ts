import { ConflictError } from "../model/errors.ts";
import type { HeldNow } from "../model/held.ts";
import type { FindHeld, WriteHeld } from "../ports/held.ts";

export type ChangeHeldDeps = { findHeld: FindHeld; writeHeld: WriteHeld };

/** What is held now, and what was before. */
export type HeldChanged = { outcome: "changed" | "unchanged"; held: HeldNow; before: HeldNow };

const MOST_TRIES = 10;

/**
 * Changes what is held: read, changed, written over what was read, and from the beginning where somebody was faster, so that no
 * hold is lost. A change that changes nothing answers the very same. When this has answered, every send that asks from then on finds it.
 *
 * @throws ConflictError where others are faster again and again
 */
export const changeHeld = async (
  change: (held: HeldNow) => HeldNow,
  { findHeld, writeHeld }: ChangeHeldDeps,
): Promise<HeldChanged> => {
  const first = await findHeld();
  let found = first;
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    const held = change(found.held);
    // A write whose answer was lost is found as it was made.
    if (held === "unreadable" || held === found.held)
      return { outcome: tries === 0 ? "unchanged" : "changed", held, before: first.held };
    if ((await writeHeld(held, found)) === "written") return { outcome: "changed", held, before: first.held };
    found = await findHeld();
  }
  throw new ConflictError("what is held was changed by others again and again meanwhile; try again");
};
