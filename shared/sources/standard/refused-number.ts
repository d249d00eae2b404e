import { isByPhone } from "../../model/channel.ts";
import { PoisonError } from "../../model/errors.ts";
import { normaliseRefusedPhone } from "../../model/identity.ts";
import { surelyHasCountry } from "../../model/phone-country.ts";
import { bareAddress } from "../../model/written-address.ts";
import { channelIn } from "./read-channels.ts";
import type { Customer } from "./told-names.ts";

/**
 * A refusal of a number alone, with that number as we write it: whoever sends messages has it without the plus. A body that is
 * anything else stays as it is. `isUnsure`: no number in it surely has its country (`surelyHasCountry`).
 * @throws PoisonError `unreadable-number` where no number in it can be read: nobody would hear the refusal
 */
export const withRefusedNumber = (customer: Customer): { customer: Customer; isUnsure: boolean } => {
  if (!isRefusalAlone(customer)) return { customer, isUnsure: false };
  const { login, phone, channels = [] } = customer;
  const written = numbersIn(customer);
  const isAlone = login === undefined && written.length > 0 && !channels.some((one) => one.handle && !isNumber(one));
  if (isAlone && written.every(({ text }) => normaliseRefusedPhone(text) === undefined))
    throw new PoisonError(
      "unreadable-number",
      "a number alone refuses, and it is none: a number has its country, such as +491701234567, and no extension",
    );
  const named = {
    ...customer,
    ...(phone && { phone: normaliseRefusedPhone(phone) ?? phone }),
    ...(channels.length > 0 && {
      channels: channels.map((one) => ({
        ...one,
        ...(isNumber(one) && one.handle && { handle: normaliseRefusedPhone(one.handle) ?? one.handle }),
      })),
    }),
  };
  return {
    customer: named,
    isUnsure: isAlone && !written.some(({ text, channel }) => surelyHasCountry(text, channel)),
  };
};

const isNumber = ({ channel }: { channel: string }): boolean => isByPhone(channelIn(channel));

type Written = { text: string; channel: string };

/** The customer's own number is WhatsApp's where nothing else is said of it. */
const numbersIn = ({ phone, channels = [] }: Customer): Written[] => {
  const said = channels
    .filter(isNumber)
    .map(({ handle = "", channel }) => ({ text: handle, channel: channelIn(channel) }));
  const [only, ...others] = new Set(said.map(({ channel }) => channel));
  const own = { text: phone ?? "", channel: others.length === 0 && only !== undefined ? only : "sms" };
  return [own, ...said].filter(({ text }) => text !== "");
};

const isRefusalAlone = ({ id, email, marketingConsent, channels = [] }: Customer): boolean => {
  const states = [marketingConsent, ...channels.map(({ consent }) => consent)].flatMap((said) => said?.state ?? []);
  const isNamed = id || (email && bareAddress(email) !== undefined);
  return !isNamed && states.includes("denied") && !states.includes("granted");
};
