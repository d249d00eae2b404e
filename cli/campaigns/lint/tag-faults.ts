import { didYouMean } from "../../../shared/model/near-miss.ts";
import type { LintRule } from "./lint-rules.ts";
import { firstOf, type Piece } from "./scan-template.ts";

/** What MJML knows: its elements; those of them that hold words and HTML; those that stand in the head of a mail. */
export type Elements = {
  all: ReadonlySet<string>;
  holdWords: ReadonlySet<string>;
  ofHead: ReadonlySet<string>;
};

/** A mistake by the index at which it stands. */
export type Found = { rule: LintRule; at: number; what: string };
type Open = { name: string; at: number };

/** Elements of HTML that have no end, and those whose end may be left out. */
const VOID = new Set("area br col embed hr img input link meta source track wbr".split(" "));
const OPTIONAL_END = new Set("p li dt dd td th tr thead tbody tfoot colgroup option".split(" "));
/** What mail clients take out, or what makes a mail suspicious to them. */
const ACTIVE = new Set(
  "script iframe frame frameset form input textarea select button object embed applet base link noscript plaintext xmp".split(
    " ",
  ),
);
/** What there is once, and the frame has. */
const OF_PAGE = new Set("html head body title meta".split(" "));
const DEEPEST = 40;
const INCLUDE = "mj-include is left out of mails; write here what it would include";

/**
 * Tags that are not closed, closed twice, unknown, or where they cannot stand; and words and Liquid outside of every element. The
 * compiler makes something of them, and does not say what it left out.
 *
 * @param isFrame whether it is the frame, which has the head of the mail
 */
export const tagFaults = (
  pieces: readonly Piece[],
  { all, holdWords, ofHead }: Elements,
  isFrame: boolean,
): Found[] => {
  const found: Found[] = [];
  const fault = (at: number, what: string, rule: LintRule = "tags"): void => void found.push({ rule, at, what });
  const open: Open[] = [];
  /** HTML within words, and what one mj-raw opens and another may close. */
  let html: Open[] = [];
  let raw: Open[] = [];
  const branches: { html: Open[]; raw: Open[] }[] = [];

  const liquid = (tag: string): void => {
    if (/^(if|unless|case|for|tablerow)$/.test(tag)) branches.push({ html: [...html], raw: [...raw] });
    else if (/^(else|elsif|when)$/.test(tag)) ({ html, raw } = structuredClone(branches.at(-1) ?? { html, raw }));
    else if (/^end(if|unless|case|for|tablerow)$/.test(tag)) branches.pop();
  };
  const unclosed = (left: readonly Open[], until: string): void => {
    for (const { name, at } of left) if (!OPTIONAL_END.has(name)) fault(at, `<${name}> is not closed ${until}`);
  };
  /** What is left open after a closing tag. */
  const afterClose = (name: string, at: number, of: Open[]): Open[] => {
    if (VOID.has(name)) return of;
    const nearest = of.findLastIndex((one) => one.name === name);
    if (nearest === -1) {
      if (!OPTIONAL_END.has(name) || of.length === 0) fault(at, `</${name}> closes what was not opened`);
      return of;
    }
    unclosed(of.slice(nearest + 1), `before </${name}>`);
    return of.slice(0, nearest);
  };
  const closeMjml = (name: string, at: number): void => {
    const nearest = open.findLastIndex((one) => one.name === name);
    if (nearest === -1) {
      fault(at, `</${name}> closes what was not opened`);
      return;
    }
    for (const left of open.slice(nearest + 1)) fault(left.at, `<${left.name}> is not closed before </${name}>`);
    open.length = nearest;
    if (name === "mj-raw") return;
    unclosed(html, `before </${name}>`);
    html = [];
  };
  const openMjml = (name: string, at: number, closed: boolean): void => {
    if (name === "mj-include") {
      fault(at, INCLUDE);
      return;
    }
    if (!all.has(name)) fault(at, `<${name}> is no element of MJML${didYouMean(name, all)}`);
    else if (!isFrame && ofHead.has(name)) fault(at, `<${name}> belongs into the frame, frame.mjml`);
    if (open.length === DEEPEST) fault(at, `<${name}> stands in more than ${DEEPEST} others`);
    if (!closed) open.push({ name, at });
  };

  for (const piece of pieces) {
    const around = open.at(-1)?.name;
    const inWords = around !== undefined && (holdWords.has(around) || !all.has(around));
    if (piece.kind === "endless") {
      // What Liquid does not end, Liquid tells itself.
      if (!piece.text.startsWith("{"))
        fault(piece.at, `${piece.text} does not end: a quote, a bracket or a closing tag is missing`);
      return found;
    }
    if (piece.kind === "text" || piece.kind === "liquid") {
      if (piece.kind === "liquid") liquid(piece.tag);
      if (!inWords && piece.text.trim() !== "") fault(piece.at + piece.text.search(/\S/), lost(piece), "lost-words");
    } else if (
      inWords &&
      piece.name.startsWith("mj-") &&
      !(piece.kind === "close" && open.some(({ name }) => name === piece.name))
    ) {
      if (piece.name === "mj-include") fault(piece.at, INCLUDE);
      else fault(piece.at, `${piece.kind === "close" ? "</" : "<"}${piece.name}> cannot stand within <${around}>`);
    } else if (piece.name === "mjml" || piece.name.startsWith("mj-")) {
      if (piece.kind === "close") closeMjml(piece.name, piece.at);
      else openMjml(piece.name, piece.at, piece.closed);
    } else if (!inWords) {
      if (piece.kind === "open")
        fault(
          piece.at,
          `<${piece.name}> is no element of MJML${didYouMean(piece.name, all) || "; put HTML into <mj-text> or <mj-raw>"}`,
        );
    } else if (piece.kind === "close") {
      if (around === "mj-raw") raw = afterClose(piece.name, piece.at, raw);
      else html = afterClose(piece.name, piece.at, html);
    } else {
      if (ACTIVE.has(piece.name))
        fault(
          piece.at,
          `<${piece.name}> does nothing in a mail, or makes it suspicious; take it away`,
          "active-content",
        );
      else if (!isFrame && OF_PAGE.has(piece.name))
        fault(piece.at, `<${piece.name}> belongs into the frame, frame.mjml`);
      if (!piece.closed && !VOID.has(piece.name))
        (around === "mj-raw" ? raw : html).push({ name: piece.name, at: piece.at });
    }
  }
  for (const left of open) fault(left.at, `<${left.name}> is not closed before the end`);
  unclosed([...html, ...raw], "before the end");
  return found;
};

const lost = (piece: Extract<Piece, { kind: "text" | "liquid" }>): string =>
  piece.kind === "liquid" && piece.text.startsWith("{%")
    ? `${firstOf(piece.text)} stands outside of every element, and would be left out: put it into <mj-raw>`
    : `"${firstOf(piece.text)}" stands outside of every element, and would be left out: put it into <mj-text>`;
