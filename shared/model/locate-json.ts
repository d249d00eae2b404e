/** Where each value of a JSON text begins, by its path (`JSON.stringify` of keys and indices), in lines counted from 1. */
export type JsonLines = ReadonlyMap<string, number>;

/** What stops a text from being JSON, and where: both counted from 1. */
export type JsonFault = { line: number; column: number; what: string };

/** A key that its object has already: JSON lets it pass, and a parser takes the last without a word. */
type RepeatedKey = { key: string; line: number; firstLine: number };
type Located = { lines: JsonLines; repeated: readonly RepeatedKey[] };

const token = /\s*("(?:[^"\\\n]|\\.)*"|-?\d[\w.+-]*|true|false|null|[{}[\],:]|$)/y;

/**
 * Reads a JSON text for its places alone, as a person's editor shows them: a parser tells neither the line of a value
 * nor, of every mistake, what a person did wrong.
 */
export const locateJson = (text: string): Located | { fault: JsonFault } => {
  try {
    const reader = readerOf(text);
    const found: Found = { lines: new Map(), repeated: [] };
    readValue(reader, [], found);
    if (reader.peek() !== "") throw faultAt(text, reader.next().at, "something stands after its end");
    return found;
  } catch (error) {
    if (error instanceof Fault) return { fault: error.fault };
    throw error;
  }
};

class Fault extends Error {
  readonly fault: JsonFault;
  constructor(fault: JsonFault) {
    super(fault.what);
    this.fault = fault;
  }
}

type Path = readonly (string | number)[];
type Found = { lines: Map<string, number>; repeated: RepeatedKey[] };
type Token = { text: string; at: number };
type Reader = { text: string; peek: () => string; next: () => Token; lineAt: (at: number) => number };

const lineAt = (text: string, at: number): number => text.slice(0, at).split("\n").length;

const faultAt = (text: string, at: number, what: string): Fault =>
  new Fault({ line: lineAt(text, at), column: at - text.lastIndexOf("\n", at - 1), what });

const readerOf = (text: string): Reader => {
  let at = 0;
  const read = (): Token & { end: number } => {
    token.lastIndex = at;
    const found = token.exec(text);
    const begins = at + (/^\s*/.exec(text.slice(at))?.[0].length ?? 0);
    if (found === null) throw faultAt(text, begins, strangeAt(text, begins));
    return { text: found[1] ?? "", at: begins, end: token.lastIndex };
  };
  return {
    text,
    peek: () => read().text,
    next: () => {
      const found = read();
      at = found.end;
      return found;
    },
    lineAt: (place) => lineAt(text, place),
  };
};

const strangeAt = (text: string, at: number): string => {
  const rest = text.slice(at);
  if (rest.startsWith("//") || rest.startsWith("/*") || rest.startsWith("#")) return "JSON has no comments";
  if (/^['‘’“”]/.test(rest)) return 'names and text stand in straight double quotes, such as "EUR"';
  if (rest.startsWith('"')) return "a quote is opened here and not closed on its line";
  const word = /^[^\s,:{}[\]"]+/.exec(rest)?.[0] ?? rest.slice(0, 1);
  return `${word.slice(0, 20)} stands here; text needs double quotes about it`;
};

const readValue = (reader: Reader, path: Path, found: Found): void => {
  const { text, at } = reader.next();
  found.lines.set(JSON.stringify(path), reader.lineAt(at));
  const keys: Keys = new Map();
  if (text === "{") readList(reader, "}", () => readMember(reader, path, keys, found));
  else if (text === "[") readList(reader, "]", (index) => readValue(reader, [...path, index], found));
  else if (text === "")
    throw faultAt(
      reader.text,
      at,
      path.length === 0
        ? "it is empty; settings and campaigns begin with { and end with }"
        : "it ends too early: a closing } or ] is missing",
    );
  else if (/^[}\],:]$/.test(text)) throw faultAt(reader.text, at, `${text} stands where a value should`);
};

/** The keys that an object has so far, and their lines. */
type Keys = Map<string, number>;

const readMember = (reader: Reader, path: Path, keys: Keys, found: Found): void => {
  const name = reader.next();
  if (!name.text.startsWith('"')) {
    const ended = name.text === "";
    const what = ended ? "it ends too early: a closing } is missing" : "a name in double quotes should stand here";
    throw faultAt(reader.text, name.at, what);
  }
  const colon = reader.next();
  if (colon.text !== ":") throw faultAt(reader.text, colon.at, `a colon is missing after ${name.text}`);
  const key = String(JSON.parse(name.text));
  const [line, firstLine] = [reader.lineAt(name.at), keys.get(key)];
  if (firstLine !== undefined) found.repeated.push({ key, line, firstLine });
  keys.set(key, firstLine ?? line);
  readValue(reader, [...path, key], found);
};

/** What stands between brackets, with commas between and none after the last. */
const readList = (reader: Reader, closing: "}" | "]", readOne: (index: number) => void): void => {
  if (reader.peek() === closing) {
    reader.next();
    return;
  }
  for (let index = 0; ; index++) {
    readOne(index);
    const after = reader.next();
    if (after.text === closing) return;
    if (after.text === "") throw faultAt(reader.text, after.at, `it ends too early: a closing ${closing} is missing`);
    if (after.text !== ",") throw faultAt(reader.text, after.at, `a comma is missing before ${after.text}`);
    if (reader.peek() === closing) throw faultAt(reader.text, after.at, `a comma too many: ${closing} follows it`);
  }
};
