import { type KeyedHash, normaliseEmail } from "../model/identity.ts";
import type { Intent, Person } from "../sources/intent.ts";
import { loginId } from "../sources/meant-by-id.ts";
import { tellsRefusalsAlone } from "./told-back.ts";

/** An intent as it is acted on: who is known by a login has its hash for a customer id, and is somebody with an id like any other. */
export const withLoginHashed = (intent: Intent, hash: KeyedHash): Intent => {
  if (!("person" in intent) || intent.person.login === undefined) return intent;
  const { login, ...told } = intent.person;
  const person = { ...told, customerId: loginId(login, hash) };
  if (normaliseEmail(person.emails[0]) !== login) return { ...intent, person };
  if (intent.kind === "profile" && refuses(person)) return { ...intent, person: underIdAlone(person) };
  // Nobody said that it is the account's own address: others that stand with it are no less so.
  return { ...intent, person: { ...person, isEmailTyped: true, refusesAsAccount: true } };
};

const refuses = (person: Person): boolean =>
  tellsRefusalsAlone(person) &&
  [person.consent, ...(person.channels ?? []).map(({ consent }) => consent)].some((said) => said?.state === "denied");

/** A refusal of nobody but a login is told as one of nobody but a customer id is (`newsMeant`), and heard at the address too. */
const underIdAlone = ({ emails, profile, refusedAlsoAt = [], consentEmail: _told, ...person }: Person): Person => {
  const { email: _email, ...facts } = profile;
  return { ...person, emails: [], profile: facts, refusedAlsoAt: [...new Set([...refusedAlsoAt, ...emails])] };
};
