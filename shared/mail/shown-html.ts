const TAG = /<(\/?)([a-z][\w:-]*)((?:"[^"]*"|'[^']*'|[^"'>])*)>/gi;
const NO_END = /^(?:area|br|col|hr|img|input|link|meta|source|track|wbr)$/;
const HIDDEN = /(?:^|[;\s])(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|opacity\s*:\s*0*\.?0+(?![.\d]))/i;
const FONT_SIZE = /(?:^|[;\s])font-size\s*:\s*(0*\.?0+(?![.\d]))?/i;

type Open = { name: string; isHidden: boolean; isTiny: boolean };

/**
 * HTML without what no mail client shows: remarks, styles, and what its own element or one around it hides. What hides by a rule of a
 * style sheet is not seen here.
 */
export const shownHtml = (html: string): string => {
  const text = html
    .replaceAll(/<!--[\s\S]*?(?:-->|$)/g, "")
    .replaceAll(/<(head|style|script|template)\b[\s\S]*?(?:<\/\1\s*>|$)/gi, "");
  const open: Open[] = [];
  let shown = "";
  let from = 0;
  const isShown = () => !open.some(({ isHidden }) => isHidden) && open.at(-1)?.isTiny !== true;
  for (const { 0: tag, 1: slash, 2: written = "", 3: attributes = "", index } of text.matchAll(TAG)) {
    if (isShown()) shown += text.slice(from, index);
    from = index + tag.length;
    const name = written.toLowerCase();
    if (slash === "/") {
      if (isShown()) shown += tag;
      const nearest = open.findLastIndex((one) => one.name === name);
      if (nearest !== -1) open.length = nearest;
      continue;
    }
    open.push({ name, ...looksOf(attributes, open.at(-1)?.isTiny ?? false) });
    if (isShown()) shown += tag;
    if (NO_END.test(name) || attributes.endsWith("/")) open.pop();
  }
  return isShown() ? shown + text.slice(from) : shown;
};

const looksOf = (attributes: string, isAroundTiny: boolean): { isHidden: boolean; isTiny: boolean } => {
  const style = /\sstyle\s*=\s*(?:"([^"]*)"|'([^']*)')/i.exec(attributes);
  const looks = style?.[1] ?? style?.[2] ?? "";
  const size = FONT_SIZE.exec(looks);
  return {
    isHidden: HIDDEN.test(looks) || /\shidden(?:[\s=/]|$)/i.test(attributes),
    // Layout sets a size of nothing around words that have one of their own.
    isTiny: size === null ? isAroundTiny : size[1] !== undefined,
  };
};
