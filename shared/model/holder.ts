import { emailKeyNamedBy, isHandleIdentity } from "./identity.ts";

/** The identities by which one state of an order names its buyer, as far as it does; `phone` may be another handle than a number. */
export type Named = { account?: string | undefined; email?: string | undefined; phone?: string | undefined };

/**
 * The holder that a buyer so named is (docs/adr/0012): by address and customer id, by either, or by a phone number where
 * neither is there. Undefined for nobody. An address has no blank, so the first one parts the two.
 *
 * @example holderOf({ account: "shopify:7", email: "email:x1" }) // "email:x1 shopify:7"
 */
export const holderOf = ({ account, email, phone }: Named): string | undefined => {
  if (account !== undefined && email !== undefined) return `${email} ${account}`;
  return email ?? account ?? phone;
};

/** Undoes `holderOf`. */
export const namedIn = (holder: string): Named => {
  if (emailKeyNamedBy(holder) !== undefined) {
    const blank = holder.indexOf(" ");
    return blank < 0 ? { email: holder } : { email: holder.slice(0, blank), account: holder.slice(blank + 1) };
  }
  return isHandleIdentity(holder) ? { phone: holder } : { account: holder };
};

/** The customer id that a holder bears, or that an identity is; none or one. */
export const accountOf = (holder: string): string[] => {
  const { account } = namedIn(holder);
  return account === undefined ? [] : [account];
};

export const hasAccount = (holder: string): boolean => accountOf(holder).length > 0;

/** The address that a holder bears, or that an identity is; none or one. */
export const addressOf = (holder: string): string[] => {
  const { email } = namedIn(holder);
  return email === undefined ? [] : [email];
};

/** The identities that a holder bears. */
export const identitiesOfHolder = (holder: string): string[] => {
  const { account, email, phone } = namedIn(holder);
  return [account, email, phone].filter((identity) => identity !== undefined);
};

/** Under what name the erasure of a holder is noted, beside that of its identities. */
export const holderName = (holder: string): string => `holder:${holder}`;

/** Undoes `holderName`; empty for another name. */
export const holderNamedBy = (name: string): string[] =>
  name.startsWith("holder:") ? [name.slice("holder:".length)] : [];

/** The customer id under which the sales lie that a holder makes for nobody. */
export const salesIdOf = (holderOrOrder: string): string => `sales:${holderOrOrder}`;
