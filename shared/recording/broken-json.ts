/**
 * What there is of JSON in a text that is none, because it was cut off, or has a comma too much: texts and objects by their keys, each
 * with all that it was told with; what has no key, as the body itself, under an empty one. In time that grows with the text's length
 * alone; nothing that nobody wrote comes out.
 *
 * @example brokenJson('{"customer":{"id":"7"},"tot') // Map { "" => [Map { "customer" => [Map { "id" => ["7"] }] }, "tot"] }
 */
export const brokenJson = (text: string): ReadonlyMap<string, unknown> => {
  const root = new Map<string, unknown[]>();
  const open: (Map<string, unknown[]> | unknown[])[] = [root];
  let [key, last]: [string | undefined, string] = [undefined, ""];
  const put = (value: unknown): void => {
    const into = open.at(-1) ?? root;
    if (Array.isArray(into)) into.push(value);
    else if (key !== undefined || into === root)
      into.set(key ?? "", [...(into.get(key ?? "")?.slice(-MOST_TIMES) ?? []), value]);
    last = typeof value === "string" ? value : "";
    key = undefined;
  };
  for (let at = 0; at < text.length; ) {
    const sign = text[at] ?? "";
    const end = sign === '"' ? endOfText(text, at + 1) : endOfWord(text, at);
    if (sign === '"') put(plain(text.slice(at + 1, end)));
    else if (end > at) put(text.slice(at, end));
    else if (sign === ":") key = last;
    else if (sign === ",") key = undefined;
    else if (sign === "{" || sign === "[") {
      const inner = sign === "{" ? new Map<string, unknown[]>() : [];
      put(inner);
      open.push(inner);
    } else if ((sign === "}" || sign === "]") && open.length > 1) open.pop();
    at = Math.max(end, at) + (sign === '"' || end <= at ? 1 : 0);
  }
  return root;
};

/** A key that comes more often is none of a person's. */
const MOST_TIMES = 20;

/** Where a text ends that began before: at its quotes, or with the line. */
const endOfText = (text: string, from: number): number => {
  let at = from;
  while (at < text.length && text[at] !== '"' && text[at] !== "\n") at += text[at] === "\\" ? 2 : 1;
  return Math.min(at, text.length);
};

const NO_WORD = new Set([...'"{}[],:', " ", "\t", "\n", "\r"]);
const endOfWord = (text: string, from: number): number => {
  let at = from;
  while (at < text.length && !NO_WORD.has(text[at] ?? "")) at += 1;
  return at;
};

const plain = (text: string): string =>
  text
    .replaceAll(/\\{1,8}u([\da-f]{4})/gi, (_escape, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    .replaceAll(/\\(["\\/])/g, "$1");
