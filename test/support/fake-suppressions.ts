import { type Suppressed, type SuppressionReason, suppressedSchema } from "../../shared/model/suppression.ts";
import type { ReadSuppressions, Suppress } from "../../shared/ports/messages.ts";

type First = { at: string; campaign?: string };
const precedes = (a: First, b: First): boolean =>
  a.at < b.at || (a.at === b.at && a.campaign !== undefined && (b.campaign === undefined || b.campaign > a.campaign));

/**
 * The Suppressions table in memory; held to the same contract as the real one by `test/contract/mail-stores.it.test.ts`.
 * `rows` shows what is read of them.
 */
export const fakeSuppressions = (beforeWrite: () => void = () => {}) => {
  const stored = new Map<string, Partial<Record<SuppressionReason, First>>>();
  const rows = new Map<string, Suppressed>();
  const suppress: Suppress = async ({ emailKey, reason, at, campaign }) => {
    beforeWrite();
    const row = stored.get(emailKey) ?? {};
    const first = { at, ...(campaign !== undefined && { campaign }) };
    if (row[reason] && !precedes(first, row[reason])) return;
    const next = { ...row, [reason]: first };
    stored.set(emailKey, next);
    rows.set(emailKey, suppressedSchema.parse({ emailKey, ...next }));
  };
  const readSuppressions: ReadSuppressions = async (emailKeys) =>
    new Map([...rows].filter(([emailKey]) => emailKeys.includes(emailKey)));
  return { suppress, readSuppressions, rows };
};
