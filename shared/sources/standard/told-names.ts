import { PoisonError } from "../../model/errors.ts";
import { normaliseRefusedPhone } from "../../model/identity.ts";
import type { OrderEvent } from "../../model/order-event.ts";
import { bareAddress } from "../../model/written-address.ts";
import { loginIn, meantById, withoutSource } from "../meant-by-id.ts";
import { isNotGiven } from "../not-given.ts";
import { addressesIn } from "./addresses-in.ts";

export type Customer = Extract<OrderEvent, { type: "customer.updated" }>["customer"] & {
  /** The address or number that stands in place of an id. */
  login?: string;
};

/**
 * Whom a body names: by an id that is one, an address and a number; and by what addresses and numbers besides. `isUnread`: there is a
 * list, or an address for an id, in which not all is plainly an address. `isNameless`: nothing is told but such an id.
 */
export type ToldNames = {
  customer: Customer;
  besides: { emails: readonly string[]; phones: readonly string[] };
  isUnread: boolean;
  isNameless: boolean;
};

/**
 * A customer without an address or a number for their id, which is their login, and without an id that names nobody. Where the body has no address, or
 * number, of its own, the one in the id is taken for it; else it stands besides, as do the addresses of a list in `email`: nothing
 * but a refusal and a privacy request is of these.
 */
export const toldNames = ({ id = "", ...told }: Customer): ToldNames => {
  const written = withoutSource(id);
  const meant = meantById(written);
  const login = loginIn(written);
  const customer = { ...told, ...namedBy(told, meant === "id" ? id : written, meant), ...(login && { login }) };
  const { email = "", phone } = customer;
  const texts = [isGiven(email) ? email : "", meant === "address" ? written : ""].filter((text) => text !== "");
  const read = texts.map(addressesIn);
  const own = bareAddress(email)?.toLowerCase();
  const number = meant === "phone" ? numberMeant(written) : undefined;
  return {
    customer,
    besides: {
      emails: [...new Set(read.flatMap((all) => all ?? []))].filter((address) => address.toLowerCase() !== own),
      phones: number === undefined || number === phone ? [] : [number],
    },
    isUnread: texts.some((text, at) => read[at] === undefined && (text === written || isSeveral(text))),
    isNameless: meant === "address" && email === written && own === undefined,
  };
};

const namedBy = (
  { email = "", phone = "" }: Customer,
  text: string,
  meant: ReturnType<typeof meantById>,
): Pick<Customer, "id" | "email" | "phone"> => {
  if (meant === "id" && text !== "") return { id: text };
  if (meant === "address" && !isGiven(email)) return { email: text };
  return meant === "phone" && phone === "" ? { phone: numberMeant(text) } : {};
};

const numberMeant = (text: string): string => normaliseRefusedPhone(text) ?? text;

const isGiven = (email: string): boolean => email.trim() !== "" && !isNotGiven(email);
const isSeveral = (text: string): boolean => text.indexOf("@") !== text.lastIndexOf("@");

/** Whether anything was refused. */
export const isRefusing = ({ marketingConsent, channels = [] }: Customer): boolean =>
  [marketingConsent, ...channels.map(({ consent }) => consent)].some((said) => said?.state === "denied");

/** @throws PoisonError `unreadable-address` where all that names somebody is an address that cannot be read, in place of an id */
export const namedAlone = (told: Customer): Customer => {
  const { customer, isNameless } = toldNames(told);
  if (isNameless) throw new PoisonError("unreadable-address", ADDRESS_FOR_ID);
  return customer;
};

const ADDRESS_FOR_ID =
  "customer.id holds an address that cannot be read, and an id is shown as it stands: give an id of your own, or an address in email";
