import { BlockTag, LayoutTag, Output, type Template, TokenKind } from "liquidjs";
import { didYouMean } from "../model/near-miss.ts";
import { createEngine } from "./render-mail.ts";

/**
 * What an HTML part writes and nobody would see: a layout shows the blocks that the frame has, and drops what stands in
 * another or in none.
 *
 * @param source a part that can be parsed
 * @returns one sentence each
 */
export const lostInLayout = (source: string, frame: string): readonly string[] => {
  const blocks = new Set([...frame.matchAll(/\{%-?\s*block\b\s*(\w*)/g)].map(([, name = ""]) => name));
  const layout = createEngine("nothing", frame)
    .parse(source)
    .find((template) => template instanceof LayoutTag);
  return (layout?.templates ?? []).flatMap((template) => {
    const [line = 1] = template.token.getPosition();
    if (template instanceof BlockTag && !blocks.has(template.block))
      return [unknownBlock(template.block, line, blocks)];
    const before = linesBeforeSeen(template);
    // A block without a name takes all that stands in none.
    if (blocks.has("") || before === undefined) return [];
    return [
      `has something outside the frame's blocks, in line ${line + before}, where no mail shows it; put it into a block`,
    ];
  });
};

const unknownBlock = (name: string, line: number, blocks: ReadonlySet<string>): string =>
  `fills the block ${name}, which the frame has not, in line ${line}${didYouMean(name, blocks) || `; there is ${[...blocks].join(", ")}`}`;

/** How many lines of what stands between the tags come before the first that a reader would see; undefined where none does. */
const linesBeforeSeen = (template: Template): number | undefined => {
  if (template instanceof Output) return 0;
  if (template.token.kind !== TokenKind.HTML) return undefined;
  const seen = template.token
    .getText()
    .replaceAll(/<!--[\s\S]*?(?:-->|$)/g, (comment) => comment.replaceAll(/[^\n]/g, ""));
  return seen.trim() === "" ? undefined : seen.slice(0, seen.search(/\S/)).split("\n").length - 1;
};
