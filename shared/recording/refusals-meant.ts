import { holderName } from "../model/holder.ts";
import type { Intent } from "../sources/intent.ts";
import type { RecordDeps } from "./record-deps.ts";
import { recordNews } from "./record-news.ts";
import { identityToldBack, isOurName, refusalsToldBack, refusalUnder } from "./told-back.ts";

/**
 * Records a refusal in our own format for whom we know by the customer id that it is told of, beside what else the body tells
 * (`told-back.ts`): an id that may be anybody's only where we know somebody by it.
 */
export const recordRefusalsMeant = async (intent: Intent, deps: RecordDeps): Promise<void> => {
  if (intent.kind !== "profile" || refusalsToldBack(intent.person, [], deps.hash) !== undefined) return;
  const identity = identityToldBack(intent.person);
  const telling = identity === undefined ? undefined : refusalUnder(identity, intent.person, deps);
  if (identity === undefined || telling === undefined) return;
  const isKnown = async () =>
    ((await deps.readEvidence({ identities: [identity] })).identities.get(identity)?.holders.length ?? 0) > 0;
  if (!isOurName(intent.person) && !(await isKnown())) return;
  const names = [identity, holderName(identity)];
  await recordNews({ names, at: intent.person.profile.updatedAt, tellings: [{ ...telling, phones: [] }] }, deps);
};
