import { SettingsError } from "./errors.ts";

/** What no file holds that people write, but for tabs and ends of lines; and what turns the order of all letters round that follow. */
const noText = /[^\P{Cc}\t\r\n]|[\u202d\u202e]/u;

/** The text that a person saved, without a byte order mark. @throws SettingsError where it is not UTF-8, or not only text */
export const textInFile = (bytes: Uint8Array, shown: string): string => {
  const text = decoded(bytes);
  // Text in other encodings is full of zeros.
  if (text === undefined || text.includes("\0"))
    throw new SettingsError(`${shown} is not text in UTF-8; save it in that encoding`);
  const found = noText.exec(text);
  if (found === null) return text;
  const before = text.slice(0, found.index).split("\n");
  const place = `${before.length}:${(before.at(-1)?.length ?? 0) + 1}`;
  const code = found[0].charCodeAt(0).toString(16).toUpperCase().padStart(4, "0");
  throw new SettingsError(`${shown}:${place}: a control character, U+${code}, stands here; take it away`);
};

const decoded = (bytes: Uint8Array): string | undefined => {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
};
