import { emailKeyNamedBy, type KeyedHash } from "../../shared/model/identity.ts";
import type { ReadErasures } from "../../shared/ports/erasures.ts";
import type { ReadSuppressions } from "../../shared/ports/messages.ts";
import { readOwnNotes } from "../../shared/recording/erasure-notes.ts";
import { nobody } from "../terminal/nobody.ts";
import type { Outcome } from "../terminal/terminal.ts";
import { describeSuppressions } from "./describe-mails.ts";
import { suppressionsOf } from "./explain-mails.ts";

export type UnknownDeps = { readErasures: ReadErasures; readSuppressions: ReadSuppressions; hash: KeyedHash };

/** What is kept of somebody who is no customer: that they were erased, and that their address is never mailed. Neither names them. */
export const explainUnknown = async (handles: readonly string[], deps: UnknownDeps): Promise<Outcome> => {
  const emailKeys = handles.map(emailKeyNamedBy).filter((key) => key !== undefined);
  const [notes, suppressed] = await Promise.all([readOwnNotes(handles, deps), deps.readSuppressions(emailKeys)]);
  const erasure = [...notes.values()].sort((a, b) => (a.at < b.at ? 1 : -1))[0];
  const suppressions = suppressionsOf(suppressed);
  const { prose } = nobody();
  return {
    ok: false,
    json: { found: false, ...(erasure && { erasedAt: erasure.at }), ...(suppressions.length > 0 && { suppressions }) },
    prose: [
      ...(erasure === undefined ? prose : [`Nothing is kept of them any more: they were erased, at ${erasure.at}.`]),
      ...(suppressions.length === 0 ? [] : describeSuppressions(suppressions)),
    ],
  };
};
