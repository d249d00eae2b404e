import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** Data sets, reference values and recorded bodies are not ours to give away: they lie beside the checkout, or nowhere. */
const folder = new URL("../../../shared/", import.meta.url);

/** Where a file or folder beside the checkout is, or would be. */
export const besideCheckout = (path: string): URL => new URL(path, folder);

/** Text of a file beside the checkout. */
export const readBeside = (path: string): string => readFileSync(besideCheckout(path), "utf8");

/**
 * Whether outside data is there. Where it is not, a sentence says what is left out; but a build that promises the data
 * (`ROUSE_REFERENCE=required`, as CI does) fails: there nothing is left out without anybody noticing.
 */
export const isBesideCheckout = (whatIsLeftOut: string, ...paths: readonly string[]): boolean => {
  const missing = paths.filter((path) => !existsSync(besideCheckout(path)));
  if (missing.length === 0) return true;
  const notice = `${whatIsLeftOut} left out: ${fileURLToPath(folder)} lacks ${missing.join(", ")}`;
  if (process.env.ROUSE_REFERENCE === "required") throw new Error(notice);
  console.warn(notice);
  return false;
};
