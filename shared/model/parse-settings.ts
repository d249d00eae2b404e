import { describeMisfit } from "./describe-misfit.ts";
import { SettingsError } from "./errors.ts";
import { parseJsonFile } from "./parse-json.ts";
import { type Settings, settingsSchema } from "./settings.ts";

/**
 * Settings from the text of a `settings.json`; `origin` is the file's name in what is said about it.
 * @throws SettingsError with one line per field that does not fit
 */
export const parseSettings = (text: string, origin = "settings.json"): Settings => {
  const written = parseJsonFile(text, origin);
  const parsed = settingsSchema.safeParse(written.value);
  if (!parsed.success) {
    throw new SettingsError(`${origin} does not fit:\n${describeMisfit(parsed.error, settingsSchema, written)}`);
  }
  checkSending(parsed.data, origin);
  checkComparison(parsed.data, origin);
  return parsed.data;
};

/** Whether it has words, as far as anybody but a postman can tell. */
export const isPostalAddress = (address: string): boolean => /[\p{L}\p{N}]/u.test(address);

/** CAN-SPAM and CASL ask for a postal address in every mail: a shop that has not written its own down yet cannot send. */
const checkSending = ({ shop, mail }: Settings, origin: string): void => {
  if (mail.sending === "off" || isPostalAddress(shop.postalAddress)) return;
  throw new SettingsError(
    `${origin} does not fit:\nmail.sending is "${mail.sending}" and shop.postalAddress is empty or holds no words; the law asks for it in every mail`,
  );
};

/** What is fetched for a comparison comes in by the source's own door. */
const checkComparison = ({ sources, comparison }: Settings, origin: string): void => {
  const unknown = comparison.sources.find((source) => sources[source] === undefined);
  if (unknown === undefined) return;
  throw new SettingsError(
    `${origin} does not fit:\ncomparison.sources names "${unknown}", which is not among sources; add "${unknown}": {} there`,
  );
};
