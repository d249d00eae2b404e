import * as z from "zod";
import { asciiDomain } from "../model/identity.ts";

const asciiAddress = z
  .email({ pattern: z.regexes.html5Email })
  .max(254)
  .regex(/@[^.]+\../);

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
  const parsed = asciiAddress.safeParse(`${local}@${asciiDomain(domain.toLowerCase())}`);
  return parsed.success ? parsed.data : undefined;
};
