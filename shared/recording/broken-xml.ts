/**
 * What there is of XML in a text, cut off or not: an element's attributes and elements by their names, and its own text, each with all
 * that stands under one name. In time that grows with the text's length alone.
 *
 * @example brokenXml('<order><customer id="7">Ann') // Map { "order" => [Map { "customer" => [Map { "id" => ["7"] }, "Ann"] }] }
 */
export const brokenXml = (text: string): Element => {
  const root: Element = new Map();
  const open: { name: string; element: Element }[] = [{ name: "", element: root }];
  for (const [, closing, tag, attributes = "", written = ""] of text.matchAll(TAG)) {
    const name = tag?.replace(/^.*:/, "") ?? "";
    const element: Element = new Map();
    if (closing !== undefined) leave(open, name);
    else if (tag !== undefined) {
      put(open.at(-1)?.element ?? root, name, element);
      for (const [, key = "", ...values] of attributes.matchAll(ATTRIBUTE))
        put(element, key.replace(/^.*:/, ""), values.find((value) => value !== undefined) ?? "");
      if (!attributes.endsWith("/") && open.length < MOST_DEEP) open.push({ name, element });
    }
    const [parent, self, own] = [open.at(-2)?.element, open.at(-1)?.name ?? "", written.replace("]]>", "").trim()];
    if (parent && closing === undefined && own !== "") put(parent, self, own);
  }
  return root;
};

type Element = Map<string, (Element | string)[]>;

/** A tag, or the marks around a text that is no XML, with the text behind it; a tag that is cut off ends with the text. */
const TAG = /<(?:(\/)?([\p{L}_][\p{L}\p{N}_:.-]{0,99})([^<>]{0,2000})>?|!\[CDATA\[)([^<]*)/gu;
const ATTRIBUTE =
  /([\p{L}\p{N}_:.-]{1,100})\s{0,3}=\s{0,3}(?:"([^"<>]{1,500})|'([^'<>]{1,500})|([^\s"'<>]{1,500}?)(?=[\s"'/]|$))/gu;
/** An element or attribute that comes more often is none of a person's. */
const MOST_TIMES = 1_000;
/** Nor does one lie deeper. */
const MOST_DEEP = 50;

const put = (into: Element, name: string, value: Element | string): void => {
  const all = into.get(name) ?? [];
  if (all.length < MOST_TIMES) all.push(value);
  into.set(name, all);
};

/** Ends the nearest element of that name, with what was left open in it; an end of nothing ends nothing. */
const leave = (open: { name: string }[], name: string): void => {
  const at = open.findLastIndex((one, index) => index > 0 && one.name === name);
  if (at > 0) open.splice(at);
};
