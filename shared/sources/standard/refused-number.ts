import { isByPhone } from "../../model/channel.ts";
import { PoisonError } from "../../model/errors.ts";
import { normaliseRefusedPhone } from "../../model/identity.ts";
import type { OrderEvent } from "../../model/order-event.ts";
import { bareAddress } from "../../model/written-address.ts";
import { isNobodysId, isNotGiven } from "../not-given.ts";
import { channelIn } from "./read-channels.ts";

type Customer = Extract<OrderEvent, { type: "customer.updated" }>["customer"];

/**
 * @throws PoisonError `unreadable-address` where an address refuses mail, none can be read in it, and no customer id is told: nobody
 * would hear the refusal, or somebody else
 */
export const withRefusedAddress = (customer: Customer): Customer => {
  const { id, email = "", marketingConsent } = customer;
  const isNamed = id && !isNobodysId(id);
  if (marketingConsent?.state === "denied" && !isNamed && !isNotGiven(email) && email.trim() !== "")
    if (bareAddress(email) === undefined)
      throw new PoisonError(
        "unreadable-address",
        "an address refuses, and it is none, or more than one: tell of each in a body of its own, such as ann@mail.example",
      );
  return customer;
};

/**
 * A refusal of a number alone, with that number as we write it: whoever sends messages has it without the plus. A body that is
 * anything else stays as it is.
 * @throws PoisonError `unreadable-number` where no number in it can be read: nobody would hear the refusal
 */
export const withRefusedNumber = (customer: Customer): Customer => {
  const { phone, channels = [] } = customer;
  if (!isRefusalAlone(customer)) return customer;
  const isNumber = ({ channel }: { channel: string }) => isByPhone(channelIn(channel));
  const written = [phone, ...channels.filter(isNumber).map(({ handle }) => handle)].filter((text) => text);
  const isNamed = channels.some((one) => one.handle && !isNumber(one));
  if (written.length > 0 && !isNamed && written.every((text) => normaliseRefusedPhone(text) === undefined))
    throw new PoisonError(
      "unreadable-number",
      "a number alone refuses, and it is none: a number has its country, such as +491701234567, and no extension",
    );
  return {
    ...customer,
    ...(phone && { phone: normaliseRefusedPhone(phone) ?? phone }),
    ...(channels.length > 0 && {
      channels: channels.map((one) => ({
        ...one,
        ...(isNumber(one) && one.handle && { handle: normaliseRefusedPhone(one.handle) ?? one.handle }),
      })),
    }),
  };
};

const isRefusalAlone = ({ id, email, marketingConsent, channels = [] }: Customer): boolean => {
  const states = [marketingConsent, ...channels.map(({ consent }) => consent)].flatMap((said) => said?.state ?? []);
  const isNamed = (id && !isNobodysId(id)) || (email && bareAddress(email) !== undefined);
  return !isNamed && states.includes("denied") && !states.includes("granted");
};
