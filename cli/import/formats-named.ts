import { didYouMean } from "../../shared/model/near-miss.ts";
import type { HistoryFormat } from "../../shared/sources/history-format.ts";
import { historyFormats } from "../../shared/sources/history-formats.ts";
import { ImportError } from "./import-error.ts";

/**
 * What a file may be: the format that the operator named, or any.
 * @throws ImportError for a format that is not there, with those that are
 */
export const formatsNamed = (name: string | undefined): readonly HistoryFormat[] => {
  if (name === undefined) return historyFormats;
  const format = historyFormats.find((one) => one.name === name);
  if (format) return [format];
  const names = historyFormats.map((one) => one.name);
  throw new ImportError(
    `"${name}" is no format of import files${didYouMean(name, names) || "."} There are: ${names.join(", ")}. Without --format the header tells.`,
  );
};
