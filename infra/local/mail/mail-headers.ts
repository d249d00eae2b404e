import { decodeWords } from "postal-mime";

/** The header lines of a raw message, unfolded, in order; values as they stand. */
export const readHeaders = (raw: Buffer): { name: string; value: string }[] => {
  const end = raw.indexOf("\r\n\r\n");
  const text = raw.subarray(0, end < 0 ? raw.length : end).toString("utf8");
  return text
    .replaceAll(/\r\n[ \t]+/g, " ")
    .split("\r\n")
    .flatMap((line) => {
      const colon = line.indexOf(":");
      return colon > 0 ? [{ name: line.slice(0, colon), value: line.slice(colon + 1).trim() }] : [];
    });
};

/** One header's value with its encoded words decoded, or the empty text. */
export const headerText = (headers: readonly { name: string; value: string }[], name: string): string => {
  const found = headers.find((header) => header.name.toLowerCase() === name.toLowerCase());
  return found ? decodeWords(found.value) : "";
};
