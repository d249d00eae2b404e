import { type Colour, colourOf, over } from "./colour.ts";
import { type Piece, scanTemplate } from "./scan-template.ts";
import { type Element, isMeant, type Looks, looksOf, type StyleRule, styleRules } from "./style-sheet.ts";

export type Mode = "light" | "dark";

/** Words of a mail as a reader sees them; without a colour where that is not known before the mail is written. */
export type ShownWords = {
  text: string;
  colour: Colour | undefined;
  ground: Colour | undefined;
  /** Large, as WCAG has it: from 24 px, or bold from 18.66. */
  isLarge: boolean;
  /** Where the link leads that they stand in. */
  href: string | undefined;
};

type State = {
  colour: Colour | undefined;
  ground: Colour | undefined;
  isHidden: boolean;
  sizePx: number | undefined;
  isBold: boolean;
  href: string | undefined;
};
type Node = { element: Element; state: State };

const NO_END = new Set("area br col hr img input link meta source wbr".split(" "));
const UNSEEN = new Set("head title style script template".split(" "));
/** What browsers begin with: paper, ink, and the colour of links. */
const BEGIN = {
  light: { ground: "#ffffff", colour: "#000000", link: "#0000ee" },
  dark: { ground: "#121212", colour: "#ffffff", link: "#9e9eff" },
} as const;

/**
 * Words of a compiled mail that are shown, with their colours by its style sheet and its elements' own styles. Of conditions of Liquid
 * all branches are taken. Undefined for dark mode where the mail has no colours of its own for it.
 */
export const wordsShown = (html: string, mode: Mode): ShownWords[] | undefined => {
  const rules = styleRules(html);
  if (mode === "dark" && !rules.some(({ isDark }) => isDark)) return undefined;
  const holding = rules.filter(({ isDark }) => mode === "dark" || !isDark);
  const begin = BEGIN[mode];
  const root: State = {
    ...{ colour: colourOf(begin.colour), ground: colourOf(begin.ground), href: undefined },
    ...{ isHidden: false, sizePx: 16, isBold: false },
  };
  const path: Node[] = [];
  const shown: ShownWords[] = [];
  const around = () => path.at(-1)?.state ?? root;
  for (const piece of scanTemplate(html)) {
    if (piece.kind === "close") {
      const nearest = path.findLastIndex(({ element }) => element.name === piece.name);
      if (nearest !== -1) path.length = nearest;
    } else if (piece.kind === "open") {
      const element = elementOf(piece);
      const elements = [...path.map((node) => node.element), element];
      const state = stateOf(element, looksIn(elements, holding), around(), begin.link);
      if (!piece.closed && !NO_END.has(piece.name)) path.push({ element, state });
    } else if (isRead(piece) && !around().isHidden) {
      const { colour, ground, sizePx = 0, isBold, href } = around();
      shown.push({ text: piece.text.trim(), colour, ground, isLarge: sizePx >= (isBold ? 18.66 : 24), href });
    }
  }
  return shown;
};

/** Letters and figures; a picture is seen in whatever colour it is written. */
const isRead = (piece: Piece): piece is Extract<Piece, { kind: "text" | "liquid" }> =>
  (piece.kind === "text" && /[\p{L}\p{N}]/u.test(piece.text.replaceAll(/&[#\w]+;/g, ""))) ||
  (piece.kind === "liquid" && piece.tag === "");

const elementOf = ({ name, attributes }: Extract<Piece, { kind: "open" }>): Element => ({
  name,
  attributes: new Map(attributes.map((one) => [one.name, one.value])),
});

/** What holds for an element: what is stronger, then what comes later, then its own style, and over all what is important. */
const looksIn = (path: readonly Element[], rules: readonly StyleRule[]): Looks => {
  const own = looksOf(path.at(-1)?.attributes.get("style") ?? "");
  const meant = rules.filter(({ selector }) => isMeant(selector, path)).toSorted((a, b) => a.strength - b.strength);
  const looks: Looks = new Map();
  for (const from of [...meant.map((rule) => rule.looks), own])
    for (const [name, look] of from) {
      // The shorthand sets the colour too, and the other way round: the later one holds.
      const key = name === "background" ? "background-color" : name;
      if (look.isImportant || looks.get(key)?.isImportant !== true) looks.set(key, look);
    }
  return looks;
};

const stateOf = ({ name, attributes }: Element, looks: Looks, around: State, link: string): State => {
  const look = (key: string) => looks.get(key)?.value;
  const ground = look("background-color") ?? attributes.get("bgcolor");
  const colour = look("color") ?? (name === "a" && attributes.has("href") ? link : undefined);
  const size = /^([\d.]+)px$/.exec(look("font-size") ?? "")?.[1];
  const weight = look("font-weight");
  return {
    colour: colour === undefined || colour === "inherit" ? around.colour : colourOf(colour),
    ground: ground === undefined ? around.ground : groundOf(ground, around.ground),
    isHidden:
      around.isHidden ||
      UNSEEN.has(name) ||
      look("display") === "none" ||
      look("visibility") === "hidden" ||
      attributes.has("hidden"),
    sizePx: size === undefined ? around.sizePx : Number(size),
    isBold:
      weight === undefined || weight === "inherit"
        ? around.isBold || /^(?:b|strong|th)$/.test(name)
        : weight === "bold" || Number(weight) >= 700,
    href: name === "a" ? attributes.get("href") : around.href,
  };
};

/** Of a picture nobody knows how light it is; what is no colour at all leaves what lies below. */
const groundOf = (written: string, below: Colour | undefined): Colour | undefined => {
  if (/url\(|gradient|\{[{%]/.test(written)) return undefined;
  const colour = written
    .match(/#[0-9a-f]+|rgba?\([^)]*\)|[a-z]+/gi)
    ?.map(colourOf)
    .find((one) => one !== undefined);
  if (colour === undefined) return below;
  return colour.alpha === 1 ? colour : below && over(colour, below);
};
