import { bareAddress } from "../model/written-address.ts";
import { addressesIn, isNamedWhole } from "./addresses-in-text.ts";
import { jsonInText } from "./named-in-json.ts";
import { readingsOf, withoutEntities } from "./readings-of.ts";

/**
 * Every address that well-formed JSON may hold. A text in it that is one address as a whole is that address alone: `d'angelo@x` names
 * nobody but d'angelo. Any other text in it, a note say, may have words around an address.
 *
 * @param json as `parseBody` reads it
 * @param apart texts in it that hold JSON themselves, and are looked through by themselves
 * @returns as they are hashed
 */
export const addressesInJson = (json: unknown, apart: ReadonlySet<string>): string[] => {
  const [whole, others]: [string[], string[]] = [[], []];
  for (const text of textsIn(json)) {
    const address = wholeAddress(text);
    if (address !== undefined) whole.push(address);
    else if (!apart.has(jsonInText(text) ?? "")) others.push(text);
  }
  // No address goes over the end of a line.
  return [
    ...whole.flatMap((address) => addressesIn(address, isNamedWhole)),
    ...readingsOf(others.join("\n")).flatMap((text) => addressesIn(text)),
  ];
};

/** Of what is written as in HTML (`tom&amp;jerry@x`), the address that it shows. */
const wholeAddress = (text: string): string | undefined =>
  text.includes("@") ? (bareAddress(text) ?? bareAddress(withoutEntities(text))) : undefined;

/** The names of its fields, too. */
const textsIn = (json: unknown): Set<string> => {
  const texts = new Set<string>();
  const places = [json];
  while (places.length > 0) {
    const value = places.pop();
    if (typeof value === "string") texts.add(value);
    else if (Array.isArray(value)) for (const one of value) places.push(one);
    else if (typeof value === "object" && value !== null)
      for (const [key, one] of Object.entries(value)) {
        texts.add(key);
        places.push(one);
      }
  }
  return texts;
};
