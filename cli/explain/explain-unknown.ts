import { emailKeyNamedBy, type KeyedHash } from "../../shared/model/identity.ts";
import type { ReadErasures } from "../../shared/ports/erasures.ts";
import type { ReadSuppressions } from "../../shared/ports/messages.ts";
import { readOwnNotes } from "../../shared/recording/erasure-notes.ts";
import type { WhoIs } from "../../shared/recording/who-is.ts";
import { nobody as isNotThere } from "../terminal/nobody.ts";
import type { Outcome } from "../terminal/terminal.ts";
import { describeNone } from "../who/describe-who.ts";
import { describeSuppressions } from "./describe-mails.ts";
import { suppressionsOf } from "./explain-mails.ts";

export type UnknownDeps = { readErasures: ReadErasures; readSuppressions: ReadSuppressions; hash: KeyedHash };

/**
 * What is kept of somebody who is no customer: that they were erased, that their address is never mailed, why identities that
 * somebody bears name nobody, and with whom what bears them stands. None of it names them.
 */
export const explainUnknown = async (
  handles: readonly string[],
  deps: UnknownDeps,
  { nobody, standing }: Omit<WhoIs, "persons" | "sales">,
): Promise<Outcome> => {
  const emailKeys = handles.map(emailKeyNamedBy).filter((key) => key !== undefined);
  const [notes, suppressed] = await Promise.all([readOwnNotes(handles, deps), deps.readSuppressions(emailKeys)]);
  const erasure = [...notes.values()].sort((a, b) => (a.at < b.at ? 1 : -1))[0];
  const suppressions = suppressionsOf(suppressed);
  const { prose } = isNotThere();
  return {
    ok: false,
    json: {
      found: false,
      ...(nobody.length > 0 && { nobody }),
      ...(standing.length > 0 && { standing }),
      ...(erasure && { erasedAt: erasure.at }),
      ...(suppressions.length > 0 && { suppressions }),
    },
    prose: [
      ...describeNone({ nobody, standing }),
      ...(erasure === undefined
        ? nobody.length + standing.length > 0
          ? []
          : prose
        : [`Nothing is kept of them any more: they were erased, at ${erasure.at}.`]),
      ...(suppressions.length === 0 ? [] : describeSuppressions(suppressions)),
    ],
  };
};
