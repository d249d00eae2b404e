import { oneLine } from "./one-line.ts";

const LONGEST_NAME = 100;

/**
 * A name fit for a greeting, or nothing. Names come from anyone who ever filled in a checkout: a link, an address or a
 * number to call in one is an attempt to advertise through the shop, and one of several lines, or beyond all measure, is no
 * name. It is judged as a mail client that looks for links would read it, and shown as it was written.
 *
 * @example personName("O'Neil") // "O'Neil"
 * @example personName("evil。com") // ""
 */
export const personName = (typed: string | undefined): string => {
  const name = (typed ?? "").trim();
  const read = readAsLink(name);
  const isNone = read === "" || name.length > LONGEST_NAME || lineBreak.test(name) || advertising.test(read);
  return isNone ? "" : shown(name);
};

const lineBreak = /[\n\v\f\r\u0085\u2028\u2029]/u;

/**
 * What would become a link, wherever it stands: a name with a dot and an ending (`St. John` and `J.R.R. Tolkien` have none),
 * an address, a path, a word that a colon makes the way to open it (`tel:`; `G:son` is a name), figures enough for a number to write or speak to, however they are parted, and the beginning of an
 * encoded word (RFC 2047), which a mail client would read as whatever it encodes.
 */
const advertising = /[^\s.]\.[\p{L}\p{N}-]{2,}|[@/\\]|\p{L}{2}:\S|(?:\p{N}\P{N}*){5}|=\?/u;

/** Without what cannot be seen, with every dot that stands in host names (RFC 3490, 3.1) as a plain one. */
const readAsLink = (name: string): string =>
  name
    .normalize("NFKD")
    .replaceAll(/[\p{Cc}\p{Cf}\p{M}\p{Default_Ignorable_Code_Point}]/gu, "")
    .replaceAll("\u3002", ".")
    .trim();

/** The joiners are format characters too, and Persian and Indic names are not written without them. */
const shown = (name: string): string => oneLine(name.normalize("NFC").replaceAll(/(?![\u200c\u200d])\p{Cf}/gu, ""));
