/**
 * A text without the signs in it that nobody sees, which come along where it is copied (those of writing direction, blanks without
 * width), and without blanks around it; letters and figures of full width are plain ones.
 */
export const seenText = (text: string): string =>
  // Most texts are: a file has millions of them.
  BARE.test(text)
    ? text
    : text
        .normalize("NFKC")
        .replaceAll(/\p{Cf}/gu, "")
        .trim();

/** Printable signs of ASCII alone, none of them a blank. */
const BARE = /^[!-~]*$/;
