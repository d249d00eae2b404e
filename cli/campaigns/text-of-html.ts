import { convert } from "html-to-text";

const LIQUID = /\{\{[\s\S]*?\}\}|\{%[\s\S]*?%\}/g;
/** Letters for private use stand for each piece of Liquid meanwhile: what it holds is no HTML. */
const [OPEN, CLOSE] = ["\ue000", "\ue001"];

/** A text part from the HTML of a mail: links behind their words, nothing of the frame's looks, and its Liquid as it stands. */
export const textOf = (html: string): string => {
  const liquid: string[] = [];
  const held = html.replaceAll(LIQUID, (piece) => `${OPEN}${liquid.push(piece) - 1}${CLOSE}`);
  const text = convert(held, {
    wordwrap: false,
    selectors: [
      { selector: "a", options: { hideLinkHrefIfSameAsText: true, linkBrackets: ["(", ")"] } },
      { selector: "img", format: "skip" },
      // An inbox shows it beside the subject; nobody reads it twice.
      { selector: "div.preheader", format: "skip" },
      ...["h1", "h2", "h3", "h4", "h5", "h6"].map((selector) => ({ selector, options: { uppercase: false } })),
    ],
  });
  return (
    text
      .replaceAll(/[\u034f\u200c\u00a0]+/g, " ")
      // Braces that HTML had as characters are no Liquid.
      .replaceAll(/\{(?=[{%])/g, '{{ "{" }}')
      .replaceAll(/\ue000(\d+)\ue001/g, (_sign, index) => liquid[Number(index)] ?? "")
  );
};
