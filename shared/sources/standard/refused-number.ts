import { isByPhone } from "../../model/channel.ts";
import { PoisonError } from "../../model/errors.ts";
import { normaliseRefusedPhone } from "../../model/identity.ts";
import { bareAddress } from "../../model/written-address.ts";
import { channelIn } from "./read-channels.ts";
import type { Customer } from "./told-names.ts";

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
  const isNamed = id || (email && bareAddress(email) !== undefined);
  return !isNamed && states.includes("denied") && !states.includes("granted");
};
