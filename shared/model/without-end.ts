/**
 * A text without what stands at its end, once or more often, in time that grows with its length alone: an expression that looks for a
 * run before the end begins anew at each of its signs.
 *
 * @example withoutEnd("https://shop.example//", "/") // "https://shop.example"
 */
export const withoutEnd = (text: string, sign: string): string => {
  let end = text.length;
  while (end > 0 && text.endsWith(sign, end)) end -= sign.length;
  return text.slice(0, end);
};
