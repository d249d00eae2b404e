import { emailIdentity, emailKeyOf, type KeyedHash } from "../model/identity.ts";
import type { News } from "./news.ts";

/**
 * What news say of the person that only some of their identities lead to. Whose address is not this person's is somebody
 * else, so this person's profile stays; what was said of marketing mail counts all the same: a refusal holds for whoever is
 * named, and a grant is valid for its own address alone.
 */
export const newsHeard = (news: News, identities: readonly string[], hash: KeyedHash): News => {
  const emailKey = emailKeyOf(news.person.profile.email, hash);
  const isTheirs = emailKey === undefined || identities.includes(emailIdentity(emailKey));
  if (isTheirs || identities.length === news.identities.length) return { ...news, identities };
  const { profileTimes: _times, ...person } = news.person;
  return { ...news, identities, person: { ...person, profile: {} } };
};
