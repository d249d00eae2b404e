import type { Suppression } from "../../shared/model/message.ts";
import type { ReadSuppressions, Suppress } from "../../shared/ports/messages.ts";

/** The Suppressions table in memory; held to the same contract as the real one by `test/contract/suppressions.it.test.ts`. */
export const fakeSuppressions = () => {
  const rows = new Map<string, Suppression>();
  const suppress: Suppress = async (suppression) => {
    if (!rows.has(suppression.emailKey)) rows.set(suppression.emailKey, suppression);
  };
  const readSuppressions: ReadSuppressions = async (emailKeys) =>
    new Map(emailKeys.flatMap((key) => [...rows].filter(([emailKey]) => emailKey === key)));
  return { suppress, readSuppressions, rows };
};
