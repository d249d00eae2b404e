import { type ASTNode, Environment, ParseError } from "@marcbachmann/cel-js";
import type { ConditionMistake } from "./mistakes.ts";

/** A condition longer than this is a list that belongs into a column. */
export const LONGEST_CONDITION = 4_000;
const DEEPEST = 32;

/** The grammar alone: what names and types mean is checked by `check-node.ts`, and nothing is ever evaluated by it. */
const grammar = new Environment({
  limits: { maxAstNodes: 1_000, maxDepth: DEEPEST, maxListElements: 500, maxMapEntries: 8, maxCallArguments: 8 },
});

/** A text in CEL as a tree, or the one mistake at which reading stopped. Bounded in size and depth, so that no text takes long. */
export const parseCel = (text: string): { tree: ASTNode } | { mistake: ConditionMistake } => {
  if (text.trim() === "") return { mistake: { at: 0, says: "the condition is empty; write true for everyone" } };
  if (text.length > LONGEST_CONDITION) return tooLong(text);
  const remark = remarkIn(text);
  try {
    const { ast } = grammar.parse(text);
    return remark === undefined ? { tree: ast } : { mistake: remark };
  } catch (error) {
    if (!(error instanceof ParseError)) throw error;
    const at = error.range?.start ?? 0;
    if (remark !== undefined && remark.at <= at) return { mistake: remark };
    return { mistake: { at, says: inOurWords(error, text, at) } };
  }
};

/** Texts of CEL as they are written, and what would begin a remark. */
const TEXTS_AND_REMARKS =
  /r(?:"[^"]*"|'[^']*')|"""[\s\S]*?"""|'''[\s\S]*?'''|"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|\/\//gi;

/** YAML makes one line of several: a remark of CEL would take all with it that follows, and more people would be meant than are written down. */
const remarkIn = (text: string): ConditionMistake | undefined => {
  const found = [...text.matchAll(TEXTS_AND_REMARKS)].find(([what]) => what === "//");
  if (found === undefined) return undefined;
  return {
    at: found.index,
    says: '"//" would leave out the rest of the condition; a remark stands after a #, on a line of its own above',
  };
};

const tooLong = ({ length }: string) => ({
  mistake: {
    at: 0,
    says: `a condition has at most ${LONGEST_CONDITION} characters, and this one has ${length}; divide it among several segments`,
  },
});

const inOurWords = ({ code, summary }: ParseError, text: string, at: number): string => {
  const rest = text.slice(at);
  const [sign = ""] = rest;
  if (at >= text.trimEnd().length)
    return "the condition breaks off here; something is still to come, or a bracket to be closed";
  if (sign === "=") return 'a single "=" stands here; write "==" for "is"';
  if (/^[“”„«»]/u.test(rest)) return `a typographic quote ${sign} stands here; write "`;
  if (/^[‘’‚]/u.test(rest)) return `a typographic quote ${sign} stands here; write '`;
  const unusual = unusualSign(sign);
  if (unusual !== undefined) return unusual;
  const word = /^[a-z]+\b/i.exec(rest)?.[0].toLowerCase() ?? "";
  const meant = words.get(word);
  if (meant !== undefined) return `"${word}" stands here; write ${meant}`;
  if (sign === "&" || sign === "|") return `a single "${sign}" stands here; write "${sign}${sign}"`;
  if (sign === ">" && text[at - 1] === "<") return 'write "!=" for "is not"';
  if (code === "limit_exceeded")
    return `the condition is too large or too deep: at most ${DEEPEST} brackets within each other; divide it among several segments`;
  return said.get(code) ?? `"${sign.replace(/[\p{Cc}\p{Cf}]/u, "?")}" cannot stand here${expectedBy(summary)}`;
};

/** A sign that looks like one of CEL, and is another: from a word processor, or a Chinese keyboard. */
const unusualSign = (sign: string): string | undefined => {
  if (/[\s\u200b\u2060]/u.test(sign))
    return `a blank of another kind (${codeOf(sign)}) stands here; write an ordinary one`;
  const plain = compared.get(sign) ?? sign.normalize("NFKC");
  const isWide = plain !== sign && /^[!-~]{1,2}$/.test(plain);
  return isWide ? `"${sign}" stands here; write ${plain === "=" ? "==" : plain}` : undefined;
};

const codeOf = (sign: string): string => `U+${sign.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}`;

const compared: ReadonlyMap<string, string> = new Map([
  ["≥", ">="],
  ["≤", "<="],
  ["≠", "!="],
  ["、", ","],
]);

const words: ReadonlyMap<string, string> = new Map([
  ["and", "&&"],
  ["or", "||"],
  ["not", "!"],
  ["is", "=="],
  ["between", "x >= 1 && x <= 5"],
  ["like", 'x.contains("…")'],
]);

const said: ReadonlyMap<string, string> = new Map([
  ["unterminated_string", "a text begins here and does not end; the closing quote is missing"],
  ["unterminated_triple_quoted_string", "a text begins here and does not end; the closing quotes are missing"],
  ["newline_in_string", "a text ends with its line; the closing quote is missing"],
  ["invalid_escape_sequence", 'what follows \\ is none of \\", \\\\, \\n, \\t and \\uXXXX'],
  ["reserved_identifier", "this word is reserved and names nothing"],
  ["invalid_number", "this number is too large"],
  ["invalid_macro_argument", 'there are no loops (all, exists, map, filter); write x in ["…", "…"]'],
]);

const signs: Readonly<Record<string, string>> = {
  RPAREN: '")"',
  LPAREN: '"("',
  RBRACKET: '"]"',
  COLON: '":"',
  IDENTIFIER: "a name",
};

/** What the parser waited for, where it says so; its own names of signs nobody would understand. */
const expectedBy = (summary: string): string => {
  const sign = signs[/^Expected ([A-Z]+)/.exec(summary)?.[1] ?? ""];
  return sign === undefined ? "" : `; expected ${sign}`;
};
