import { askedKeysOf } from "../mail/is-suppressed.ts";
import type { Customer } from "../model/customer.ts";
import type { HeldNow } from "../model/held.ts";
import type { ReadHeld } from "../ports/held.ts";
import type { FindRecipientsDeps, Recipient } from "./find-recipients.ts";
import { muster, type OnTheWay } from "./muster.ts";

export type ReadOnceMoreDeps = FindRecipientsDeps & {
  /** Whether the night's reading and an import of orders met, or meet now. */
  hasMetImport: () => Promise<boolean>;
  readHeld: ReadHeld;
};

/** A person right before their message is sent, and what may stop it beside them. */
type OnceMore = Pick<Recipient, "suppressions"> & {
  /** Who they are by now; undefined of who is gone. */
  customer: Customer | undefined;
  importUnfinished: boolean;
  held: HeldNow;
};

/** Whose message is claimed, and is to be read once more by the id they had. */
export type Claimant = OnTheWay<string, OnceMore>;

/**
 * Reads everything of people once more, for all at one go whose messages are claimed by then. What a person can say no by comes
 * last, and the brake with it.
 */
export const readOnceMore = (deps: ReadOnceMoreDeps): (() => Claimant) =>
  muster(async (customerIds: readonly string[]) => {
    const importUnfinished = await deps.hasMetImport();
    const customers = await deps.whoTheyAre(customerIds);
    const keys = [...customers.values()].flatMap(askedKeysOf);
    const [suppressions, held] = await Promise.all([deps.readSuppressions(keys), deps.readHeld()]);
    return (customerId) => ({ customer: customers.get(customerId), suppressions, importUnfinished, held });
  });
