/** Besides what steers writing: joiners, fillers, variants of signs, blanks of Braille, places of pictures, signs of a terminal. */
const UNSEEN = /[\p{Cf}\p{Default_Ignorable_Code_Point}\u2800\ufffc]|(?![\t-\r\u0085])\p{Cc}/gu;

/** Signs of full and half width, and small ones: the same signs, as East Asian keyboards write them. */
const WIDTHS = /[\uff01-\uffef\ufe50-\ufe6b\u3000]+/g;

/**
 * A text without the signs in it that nobody sees, which come along where it is copied (those of writing direction, blanks without
 * width), and without blanks around it; letters and figures of full width are plain ones. What else looks like a letter or a figure
 * and is none (`¹`, `™`) stays as it is: it would make another's address or number.
 */
export const seenText = (text: string): string =>
  // Most texts are: a file has millions of them.
  BARE.test(text)
    ? text
    : text
        .replaceAll(WIDTHS, (signs) => signs.normalize("NFKC"))
        .normalize("NFC")
        .replaceAll(UNSEEN, "")
        .trim();

/**
 * Whether a text has signs such as `¹`, `™` or `ﬁ`, of which domains and programs make plain letters and figures, and with them another's
 * address. Those of other widths are the same letters.
 */
export const hasDisguised = (text: string): boolean =>
  !BARE.test(text) && [...seenText(text)].some((sign) => sign > "\x7f" && /[\0-\x7f]/.test(sign.normalize("NFKC")));

/** Printable signs of ASCII alone, none of them a blank. */
const BARE = /^[!-~]*$/;

/** An id or a word without the signs that nobody sees, and without blanks around it. Every letter stays: two that look alike may be two ids. */
export const withoutUnseen = (text: string): string => text.replaceAll(UNSEEN, "").trim();

/** Signs that steer how letters are set, and are none themselves. */
const MARKS = /[\p{Cf}\p{Default_Ignorable_Code_Point}]/gu;

/** A text without these; all else that stands in it stays, blanks too. */
export const withoutMarks = (text: string): string => text.replaceAll(MARKS, "");
