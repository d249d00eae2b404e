import { SettingsError } from "./errors.ts";

/** What no file holds that people write, but for tabs and ends of lines: files in other encodings are full of it. */
const noText = /[^\P{Cc}\t\r\n]/u;

/** The text that a person saved, without a byte order mark. @throws SettingsError where it is not UTF-8 */
export const textInFile = (bytes: Uint8Array, shown: string): string => {
  const text = decoded(bytes);
  if (text === undefined || noText.test(text))
    throw new SettingsError(`${shown} is not text in UTF-8; save it in that encoding`);
  return text;
};

const decoded = (bytes: Uint8Array): string | undefined => {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
};
