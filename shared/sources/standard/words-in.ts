/** Signs of a text that are looked at. */
export const LONGEST_TEXT = 200;

/**
 * The words of a name or a text, in small letters, with a blank before and after each.
 * @example wordsIn("emailOptOut") // " email opt out "
 */
export const wordsIn = (text: string): string => {
  const parted = text
    .slice(0, LONGEST_TEXT)
    .normalize("NFKC")
    .replaceAll(/(\p{Ll}|\p{N})(?=\p{Lu})/gu, "$1 ")
    .toLowerCase()
    .split(/[^\p{L}\p{M}\p{N}']+/u);
  return ` ${parted.filter((word) => word !== "").join(" ")} `;
};

/** The same without the accents of Latin letters, which keys leave out as often as not. */
export const nameIn = (text: string): string =>
  wordsIn(text)
    .normalize("NFD")
    .replaceAll(/(?<=\p{sc=Latin})\p{M}+/gu, "")
    .normalize("NFC");
