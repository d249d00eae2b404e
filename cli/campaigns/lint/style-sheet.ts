/** What of a mail's looks decides whether its words can be read. */
export type Looks = Map<string, { value: string; isImportant: boolean }>;
/** One rule of a style sheet: what it applies to, and how strong that is. */
export type StyleRule = { selector: string; strength: number; looks: Looks; isDark: boolean };
/** An element with what selectors ask for, and those around it, the outermost first. */
export type Element = { name: string; attributes: ReadonlyMap<string, string> };

/** Rules of the styles of a page that hold whatever its width, those of dark mode marked. Others, such as of a phone's width, are left out. */
export const styleRules = (html: string): StyleRule[] =>
  [...html.matchAll(/<style\b[^>]*>([\s\S]*?)<\/style\s*>/gi)].flatMap(([, css = ""]) =>
    rulesOf(css.replaceAll(/\/\*[\s\S]*?\*\//g, ""), false),
  );

const rulesOf = (css: string, isDark: boolean): StyleRule[] => {
  const rules: StyleRule[] = [];
  let at = 0;
  for (let open = css.indexOf("{"); open !== -1; open = css.indexOf("{", at)) {
    const before = (css.slice(at, open).split(";").at(-1) ?? "").trim();
    const end = endOfBlock(css, open);
    const within = css.slice(open + 1, end);
    at = end + 1;
    if (/^@media\b/.test(before)) {
      if (/^@media\s*(?:(?:screen|all)\s+and\s*)?\(\s*prefers-color-scheme\s*:\s*dark\s*\)$/.test(before))
        rules.push(...rulesOf(within, true));
    } else if (!before.startsWith("@"))
      rules.push(
        ...before.split(",").map((selector) => ({
          ...{ selector: selector.trim(), strength: strengthOf(selector), looks: looksOf(within), isDark },
        })),
      );
  }
  return rules;
};

const endOfBlock = (css: string, open: number): number => {
  let depth = 0;
  for (let at = open; at < css.length; at++) {
    if (css[at] === "{") depth += 1;
    if (css[at] === "}" && --depth === 0) return at;
  }
  return css.length;
};

/** Declarations of a rule or of a style attribute. */
export const looksOf = (text: string): Looks => {
  const looks: Looks = new Map();
  for (const declaration of text.split(";")) {
    const [, name = "", value = ""] = /^\s*([\w-]+)\s*:\s*([\s\S]*?)\s*$/.exec(declaration) ?? [];
    if (name !== "")
      looks.set(name.toLowerCase(), {
        value: value.replace(/\s*!important$/i, "").toLowerCase(),
        isImportant: /!important$/i.test(value),
      });
  }
  return looks;
};

/** Ids over classes and attributes over names, as in CSS. */
const strengthOf = (selector: string): number =>
  [...selector.matchAll(/#[\w-]+/g)].length * 10_000 +
  [...selector.matchAll(/\.[\w-]+|\[[^\]]*\]/g)].length * 100 +
  [...selector.matchAll(/(?:^|[\s>])[a-z][\w-]*/gi)].length;

/** Whether a selector of names, classes, ids and attributes, within or right within others, means an element; others mean none. */
export const isMeant = (selector: string, path: readonly Element[]): boolean => {
  const parts = selector.split(/\s*(>)\s*|\s+/).filter((part) => part !== undefined && part !== "");
  const meets = (part: number, at: number): boolean => {
    const element = path[at];
    if (element === undefined || !fits(parts[part] ?? "", element)) return false;
    if (part === 0) return true;
    if (parts[part - 1] === ">") return meets(part - 2, at - 1);
    for (let outer = at - 1; outer >= 0; outer--) if (meets(part - 1, outer)) return true;
    return false;
  };
  return meets(parts.length - 1, path.length - 1);
};

const fits = (simple: string, { name, attributes }: Element): boolean => {
  const signs = simple.match(/^(?:\*|[a-z][\w-]*)|[.#][\w-]+|\[[\w-]+\]/gi) ?? [];
  if (signs.join("") !== simple || simple === "") return false;
  return signs.every((sign) => {
    if (sign === "*") return true;
    if (sign.startsWith(".")) return (attributes.get("class") ?? "").split(/\s+/).includes(sign.slice(1));
    if (sign.startsWith("#")) return attributes.get("id") === sign.slice(1);
    if (sign.startsWith("[")) return attributes.has(sign.slice(1, -1).toLowerCase());
    return sign.toLowerCase() === name;
  });
};
