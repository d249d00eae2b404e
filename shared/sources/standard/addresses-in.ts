import { bareAddress } from "../../model/written-address.ts";

const BETWEEN = /[,;|\n、，；]/;
/** An address of the web: bare words beside an @, such as `ann@shop`, may be anything in a list. */
const PLAINLY = /^[^\s@]+@[^\s@.]+(?:\.[^\s@.]+)+$/;
/** Nobody lists more; a longer text is none. */
const LONGEST_LIST = 1_000;

/**
 * The addresses of a text that is one, or a list of several; undefined where a part of it is not plainly one.
 *
 * @example addressesIn("ann@mail.example; Bo <bo@mail.example>") // ["ann@mail.example", "bo@mail.example"]
 * @example addressesIn("ann@mail.example, Bo") // undefined
 */
export const addressesIn = (text: string): string[] | undefined => {
  if (text.length > LONGEST_LIST) return undefined;
  const whole = bareAddress(text);
  if (whole !== undefined) return [whole];
  const parts = text.split(BETWEEN).flatMap((part) => (bareAddress(part) === undefined ? part.split(/\s/) : [part]));
  const addresses = parts.filter((part) => part.trim() !== "").map(plainAddress);
  return addresses.every((address) => address !== undefined) ? addresses : undefined;
};

const plainAddress = (part: string): string | undefined => {
  const address = bareAddress(part);
  return address !== undefined && PLAINLY.test(address) ? address : undefined;
};
