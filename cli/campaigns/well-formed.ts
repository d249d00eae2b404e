import { didYouMean } from "../../shared/model/near-miss.ts";

/** A mistake in a template, by line and column within it, both from 1. */
export type TemplateFault = { line: number; column: number; what: string };

const COMMENT = /<!--[\s\S]*?(?:-->|$)/g;
const TAG = /<(\/?)(mj[\w-]*|img(?=[\s/>]))((?:"[^"]*"|'[^']*'|[^"'>])*)>/g;

/**
 * Tags of MJML that are not closed, closed twice, unknown or dropped: the compiler makes something of them and does not say what it left
 * out. Tags of HTML within them are the browser's to mend.
 *
 * @param known names of the elements that there are
 */
export const tagFaults = (source: string, known: ReadonlySet<string>): TemplateFault[] => {
  const text = source.replaceAll(COMMENT, (comment) => comment.replaceAll(/[^\n]/g, " "));
  const faults: TemplateFault[] = [];
  const open: { name: string; at: number }[] = [];
  const fault = (at: number, what: string) => faults.push({ ...placeIn(text, at), what });
  for (const { 0: tag, 1: slash, 2: name = "", 3: rest = "", index } of text.matchAll(TAG)) {
    if (name === "mj-include") fault(index, "mj-include is left out of mails; write here what it would include");
    else if (slash === "" && name !== "img" && !known.has(name))
      fault(index, `<${name}> is no element of MJML${didYouMean(name, known)}`);
    if ((name === "mj-image" || name === "img") && !/\salt\s*=/.test(rest))
      fault(index, `<${name}> has no alt: write what it shows, or alt="" where it only adorns`);
    if (name === "img") continue;
    if (slash === "") {
      if (!rest.endsWith("/")) open.push({ name, at: index });
      continue;
    }
    const last = open.at(-1);
    if (last?.name === name) open.pop();
    else if (open.some((one) => one.name === name)) {
      while (open.at(-1)?.name !== name) unclosed(open.pop(), `before ${tag}`);
      open.pop();
    } else fault(index, `${tag} closes what was not opened`);
  }
  for (const left of open) unclosed(left, "before the end");
  function unclosed(left: { name: string; at: number } | undefined, until: string) {
    if (left) fault(left.at, `<${left.name}> is not closed ${until}`);
  }
  return faults.sort((a, b) => a.line - b.line || a.column - b.column);
};

const placeIn = (text: string, at: number): { line: number; column: number } => {
  const before = text.slice(0, at).split("\n");
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
};
