import * as z from "zod";
import { asciiDomain } from "../model/identity.ts";

const MOST_CHARACTERS = 254;

/** Without a schema: a night asks this of every customer. */
const isAsciiAddress = (address: string): boolean =>
  address.length <= MOST_CHARACTERS && z.regexes.html5Email.test(address) && /@[^.]+\../.test(address);

/**
 * The address as SES can take it, or undefined for what is no address. The local part is never altered and must be ASCII
 * (SES takes no other); an international domain becomes its ASCII form, so that two spellings of it are one.
 *
 * @example mailableAddress(" Zoë@exämple.com") // undefined: a local part beyond ASCII
 * @example mailableAddress("zoe@exämple.com") // "zoe@xn--exmple-cua.com"
 */
export const mailableAddress = (email: string | undefined): string | undefined => {
  const [, local, domain] = /^([^@\s]+)@([^@\s/:?#\\]+)$/u.exec(email?.trim() ?? "") ?? [];
  if (local === undefined || domain === undefined) return undefined;
  const address = `${local}@${asciiDomain(domain.toLowerCase())}`;
  return isAsciiAddress(address) ? address : undefined;
};
