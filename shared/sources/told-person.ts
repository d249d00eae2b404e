import type { Profile } from "../model/customer.ts";
import type { Source } from "../model/order.ts";
import type { Instant } from "../model/time.ts";
import type { Person } from "./intent.ts";
import { isSerialId } from "./loose-shapes.ts";
import { loginIn, meantById } from "./meant-by-id.ts";

type Told = { customerId?: string | undefined; wholeName?: string | undefined } & {
  [Fact in Exclude<keyof Profile, "updatedAt">]?: Profile[Fact] | undefined;
};

/**
 * One person with the one address and number that a body tells of them, without what it leaves out. An address or a number is no id,
 * in whichever system: it is their login, and taken for theirs where the body has none.
 */
export const toldPerson = (source: Source, { customerId, wholeName, ...told }: Told, updatedAt: Instant): Person => {
  const { id, email, phone } = namesIn(customerId, told);
  const login = loginIn(customerId ?? "");
  const facts = { ...told, email, phone };
  return {
    source,
    ...(id && { customerId: id }),
    ...(login && { login }),
    ...(wholeName && { wholeName }),
    emails: email ? [email] : [],
    phones: phone ? [phone] : [],
    profile: { updatedAt, ...Object.fromEntries(Object.entries(facts).filter(([, value]) => value)) },
  };
};

const namesIn = (id: string | undefined, { email, phone }: Omit<Told, "customerId">) => {
  const meant = meantById(id ?? "");
  if (meant === "address") return { id: undefined, email: email || id, phone };
  if (meant === "phone") return { id: undefined, email, phone: phone || id };
  return { id, email, phone };
};

/** A customer's id of a system that counts them from 1. What else stands there is a guest: nothing, 0, or their address. */
export const unlessGuest = (id: string | undefined): string | undefined =>
  id !== undefined && isSerialId(id) ? id : undefined;

/** A box ticked at the checkout may have been ticked beforehand: it founds a soft opt-in. An empty one says nothing. */
export const tickedBox = (
  isTicked: boolean,
  { source, profile: { email, updatedAt } }: Person,
): Pick<Person, "consent" | "consentEmail"> =>
  isTicked && email
    ? {
        consent: { state: "granted", basis: "soft-opt-in", ...(updatedAt && { at: updatedAt }), source },
        consentEmail: email,
      }
    : {};
