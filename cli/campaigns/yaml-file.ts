import { isMap, isScalar, isSeq, LineCounter, parseDocument } from "yaml";
import { SettingsError } from "../../shared/model/errors.ts";
import { isBlock, offsetIn, type YamlText } from "./yaml-text.ts";

/** Where something stands in a file, both counted from 1. */
export type Place = { line: number; column: number };

/** A file that people write: its value, and the line and column of each key and each entry of a list, by its path as JSON. */
export type WrittenYaml = {
  value: unknown;
  lines: ReadonlyMap<string, number>;
  columns: ReadonlyMap<string, number>;
  /** Where a character of a text stands, by the text's path and the character's place in it. */
  placeIn: (path: readonly (string | number)[], at: number) => Place;
};

/**
 * The value of a YAML 1.2 text, and where everything in it stands. Aliases are few, so that a small file cannot become a huge one; tags,
 * a key twice and a second document are mistakes.
 *
 * @param origin the file's name in what is said about it
 * @param above lines that stand above the text in its file
 * @throws SettingsError with every mistake, a line each
 */
export const parseYaml = (text: string, origin: string, above = 0): WrittenYaml => {
  const counter = new LineCounter();
  const source = text.replace(/^\uFEFF/, "");
  const document = parseDocument(source, {
    lineCounter: counter,
    prettyErrors: false,
    version: "1.2",
    schema: "core",
  });
  const placeOf = (offset: number): Place => {
    const { line, col } = counter.linePos(offset);
    return { line: line + above, column: col };
  };
  const faults = [...document.errors, ...document.warnings];
  if (faults.length > 0) {
    const said = new Set(
      faults.map(({ message, pos: [at] }) => `${where(origin, placeOf(at))}: ${inOurWords(message)}`),
    );
    throw new SettingsError([...said].slice(0, MOST_FAULTS).join("\n"));
  }
  const [lines, columns] = [new Map<string, number>(), new Map<string, number>()];
  const note = (path: readonly (string | number)[], offset: number | undefined) => {
    if (offset === undefined) return;
    const { line, column } = placeOf(offset);
    offsets.set(JSON.stringify(path), offset);
    lines.set(JSON.stringify(path), line);
    columns.set(JSON.stringify(path), column);
  };
  const offsets = new Map<string, number>();
  const texts = new Map<string, YamlText>();
  const noteText = (path: readonly (string | number)[], node: unknown) => {
    if (isScalar(node) && typeof node.value === "string" && node.range)
      texts.set(JSON.stringify(path), { start: node.range[0], value: node.value, isBlock: isBlock(node.type) });
  };
  const placeIn = (path: readonly (string | number)[], at: number): Place => {
    const written = texts.get(JSON.stringify(path));
    if (written !== undefined) return placeOf(offsetIn(source, written, at));
    // What repeats something (*) has no text of its own: the nearest key above it.
    const above = path.map((_, end) => JSON.stringify(path.slice(0, path.length - end)));
    return placeOf(offsets.get(above.find((one) => offsets.has(one)) ?? "") ?? 0);
  };
  const visit = (node: unknown, path: readonly (string | number)[]): void => {
    if (isMap(node))
      for (const { key, value } of node.items) {
        if (!isScalar(key))
          throw new SettingsError(`${origin}: a key is a list or an object, or repeats one (*); write a word`);
        const at = [...path, String(key.value)];
        // To the parser true and "true" are two keys; whoever reads the value finds one.
        if (offsets.has(JSON.stringify(at)))
          throw new SettingsError(`${where(origin, placeOf(key.range?.[0] ?? 0))}: ${TWICE}`);
        note(at, key.range?.[0]);
        noteText(at, value);
        visit(value, at);
      }
    if (isSeq(node))
      for (const [index, item] of node.items.entries()) {
        const at = [...path, index];
        if (isMap(item) || isSeq(item) || isScalar(item)) note(at, item.range?.[0]);
        noteText(at, item);
        visit(item, at);
      }
  };
  visit(document.contents, []);
  try {
    return { value: document.toJS({ maxAliasCount: MOST_ALIASES }), lines, columns, placeIn };
  } catch {
    throw new SettingsError(
      `${origin}: it repeats parts of itself (&, *) more than ${MOST_ALIASES} times; write them out`,
    );
  }
};

const MOST_ALIASES = 50;

const TWICE = "this key stands here a second time; keep one of them";

/** One that is mended often mends those after it. */
const MOST_FAULTS = 10;

/** `campaigns/win-back/campaign.yaml:4:7`, as editors open it. */
export const where = (origin: string, { line, column }: Place): string => `${origin}:${line}:${column}`;

/** What the parser says, where people would not understand it. */
const inOurWords = (message: string): string => {
  if (message.startsWith("Map keys must be unique")) return TWICE;
  if (message.startsWith("Nested mappings")) return "a second colon with a blank after it: put the text in quotes";
  if (message.startsWith("Unexpected scalar at node end"))
    return "a text in quotes ends before this: put the whole into the other quotes, or into lines below >-";
  if (message.startsWith("All mapping items must start") || message.startsWith("Implicit map keys need"))
    return "this is no key of its own, and does not belong to the line above, which may end in a remark (#) or lie deeper";
  if (/tab/i.test(message)) return "a tab stands where only blanks may: indent with blanks";
  if (/multiple documents/i.test(message)) return "a second document begins here (---); there may be one";
  if (/call stack/i.test(message)) return "lists or objects stand deeper in each other here than anything needs";
  if (/^Unresolved tag|^Unresolved alias/.test(message)) return `${message}; there are none here`;
  return message;
};
