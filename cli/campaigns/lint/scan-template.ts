/** One attribute of a tag: its name in small letters, its value as it was written, and where it stands. */
type Attribute = { name: string; value: string; at: number };

/** A piece of a template in MJML and Liquid, by where it begins. */
export type Piece =
  | { kind: "text"; at: number; text: string }
  /** `{{ … }}` or `{% … %}`; of a tag its first word. */
  | { kind: "liquid"; at: number; text: string; tag: string }
  | { kind: "open"; at: number; name: string; attributes: readonly Attribute[]; closed: boolean }
  | { kind: "close"; at: number; name: string }
  /** What begins here and does not end. */
  | { kind: "endless"; at: number; text: string };

const LIQUID = /\{\{[\s\S]*?\}\}|\{%[\s\S]*?%\}/y;
const TAG_NAME = /<(\/?)([a-z][\w:-]*)/iy;
const ATTRIBUTE = /[^\s=>/"'{]+/y;
const BARE_VALUE = /[^\s>"']+/y;
const BLANKS = /\s+/y;
/** What these hold is not MJML. */
const OTHER_LANGUAGES = new Set(["mj-style", "style", "script"]);
const BLOCKS_UNREAD = new Set(["comment", "raw"]);

/** The pieces of a template one after the other. Remarks (`<!-- -->`) are none, and what a style or a comment of Liquid holds is passed by. */
export const scanTemplate = (source: string): Piece[] => {
  const pieces: Piece[] = [];
  let at = 0;
  let textFrom = 0;
  const take = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at;
    const found = pattern.exec(source);
    if (found) at += found[0].length;
    return found;
  };
  const endText = (): void => {
    const text = source.slice(textFrom, at);
    if (text !== "") pieces.push({ kind: "text", at: textFrom, text });
  };
  const goTo = (sign: string | RegExp, from: number): boolean => {
    const found = typeof sign === "string" ? source.indexOf(sign, from) : from + source.slice(from).search(sign);
    if (found < from) return false;
    at = found;
    return true;
  };
  const endless = (from: number): void => {
    pieces.push({ kind: "endless", at: from, text: firstOf(source.slice(from)) });
    at = source.length;
  };
  while (at < source.length) {
    const from = at;
    if (source.startsWith("<!", at)) {
      endText();
      const end = source.startsWith("<!--", at) ? "-->" : ">";
      if (goTo(end, at + 2)) at += end.length;
      else endless(from);
    } else if (source.startsWith("{{", at) || source.startsWith("{%", at)) {
      endText();
      const text = take(LIQUID)?.[0];
      const tag = /^\{%-?\s*(\w+)/.exec(text ?? "")?.[1] ?? "";
      if (text === undefined) endless(from);
      else pieces.push({ kind: "liquid", at: from, text, tag });
      if (BLOCKS_UNREAD.has(tag) && goTo(new RegExp(`\\{%-?\\s*end${tag}\\s*-?%\\}`), at)) take(LIQUID);
    } else {
      const found = take(TAG_NAME);
      if (found === null) {
        at += 1;
        continue;
      }
      at = from;
      endText();
      readTag(from, found[1] === "/", (found[2] ?? "").toLowerCase());
    }
    textFrom = at;
  }
  endText();
  return pieces;

  function readTag(from: number, isEnd: boolean, name: string): void {
    take(TAG_NAME);
    const attributes: Attribute[] = [];
    for (;;) {
      take(BLANKS);
      if (at >= source.length) {
        endless(from);
        return;
      }
      if (source[at] === ">" || source.startsWith("/>", at)) break;
      if (take(LIQUID) === null) {
        const begun = at;
        const named = take(ATTRIBUTE)?.[0];
        const value = named === undefined ? undefined : readValue();
        if (value === null) {
          endless(from);
          return;
        }
        if (named !== undefined) attributes.push({ name: named.toLowerCase(), value: value ?? "", at: begun });
        else at = begun + 1;
      }
    }
    const closed = source.startsWith("/>", at);
    at += closed ? 2 : 1;
    if (isEnd) pieces.push({ kind: "close", at: from, name });
    else pieces.push({ kind: "open", at: from, name, attributes, closed });
    if (!isEnd && !closed && OTHER_LANGUAGES.has(name) && !goTo(new RegExp(`</${name}\\s*>`, "i"), at)) endless(from);
  }

  /** Undefined where there is none; null where its quote is not closed. */
  function readValue(): string | undefined | null {
    const before = at;
    take(BLANKS);
    if (source[at] !== "=") {
      at = before;
      return undefined;
    }
    at += 1;
    take(BLANKS);
    const quote = source[at];
    if (quote !== '"' && quote !== "'") return take(BARE_VALUE)?.[0] ?? "";
    const begun = ++at;
    while (at < source.length && source[at] !== quote) {
      // A tag within a value: the quote was forgotten, and ended what comes after.
      if (/^<\/?[a-z]/i.test(source.slice(at, at + 3))) return null;
      if (take(LIQUID) === null) at += 1;
    }
    if (at >= source.length) return null;
    at += 1;
    return source.slice(begun, at - 1);
  }
};

/** As much of a text as helps to find it. */
export const firstOf = (text: string): string => {
  const line = text.trim().split("\n")[0] ?? "";
  return line.length > 40 ? `${line.slice(0, 40)}…` : line;
};

/** The element of MJML in which the character at an index stands; none within a remark. */
export const elementAround = (pieces: readonly Piece[], index: number): string | undefined => {
  const open: string[] = [];
  const before = pieces.filter(({ at }) => at <= index);
  for (const piece of before) {
    if (piece.kind === "open" && !piece.closed && piece.name.startsWith("mj")) open.push(piece.name);
    if (piece.kind === "close" && piece.name === open.at(-1)) open.pop();
  }
  const last = before.at(-1);
  return last?.kind === "text" && index < last.at + last.text.length ? open.at(-1) : undefined;
};
