/** GSM 03.38: its basic alphabet, and what takes two places of it. */
const BASIC =
  "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";
const EXTENDED = "^{}\\[~]|€\f";

export type SmsLength = { alphabet: "GSM-7" | "UCS-2"; segments: number };

/**
 * How many text messages a text is sent as, and paid for: 160 places of the GSM alphabet, or 70 UTF-16 units where one
 * character is not of it; of several 153 or 67 each, for they are numbered. A character that takes two places or units stays whole,
 * so a full one may be left with one empty.
 *
 * Source: 3GPP TS 23.038 and 23.040.
 * @example smsLength("Grüße") // { alphabet: "GSM-7", segments: 1 }
 */
export const smsLength = (text: string): SmsLength => {
  const characters = [...text];
  const isGsm = characters.every((character) => BASIC.includes(character) || EXTENDED.includes(character));
  const places = characters.map((character) => {
    if (isGsm) return EXTENDED.includes(character) ? 2 : 1;
    return character.length;
  });
  const [alone, each] = isGsm ? [160, 153] : [70, 67];
  const all = places.reduce((sum, one) => sum + one, 0);
  return { alphabet: isGsm ? "GSM-7" : "UCS-2", segments: all <= alone ? 1 : segmentsOf(places, each) };
};

const segmentsOf = (places: readonly number[], each: number): number => {
  let [segments, used] = [1, 0];
  for (const one of places) {
    if (used + one > each) [segments, used] = [segments + 1, 0];
    used += one;
  }
  return segments;
};
