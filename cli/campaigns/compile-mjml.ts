import mjml from "mjml-core";
import preset from "mjml-preset-core";
import { messageOf } from "../../shared/campaigns/lint-source.ts";
import type { TemplateFault } from "./lint/lint-rules.ts";
import type { Elements } from "./lint/tag-faults.ts";

const compile = mjml.default ?? mjml;

/** Names that the compiler understands within others, and that are no components of their own. */
const WITHIN_OTHERS = ["mjml", "mj-all", "mj-class", "mj-selector", "mj-html-attribute"];
const OF_HEAD = ["mj-head", "mj-body", "mj-attributes", "mj-html-attributes"];
const IN_HEAD = ["mj-breakpoint", "mj-font", "mj-preview", "mj-style", "mj-title"];

/** Elements of MJML. */
export const mjmlElements: Elements = {
  all: new Set([...WITHIN_OTHERS, ...preset.components.map(({ componentName }) => componentName)]),
  holdWords: new Set(preset.components.filter(({ endingTag }) => endingTag).map(({ componentName }) => componentName)),
  ofHead: new Set([...WITHIN_OTHERS, ...OF_HEAD, ...IN_HEAD]),
};

/** What a variable will be, the compiler cannot know. */
const LIQUID_VALUE = /has invalid value: .*\{[{%]/;

const leftAsWritten: TemplateFault = {
  rule: "mjml",
  what: "has an element of MJML where none can stand: it would be mailed as it is written",
};

export type CompiledMjml = { html: string; faults: TemplateFault[] };

/**
 * MJML as HTML; what Liquid it holds stays as it is. Includes are ignored: no file of the machine is read.
 *
 * @see https://documentation.mjml.io
 */
export const compileMjml = async (source: string): Promise<CompiledMjml> => {
  try {
    const { html, errors } = await compile(source, {
      presets: [preset],
      validationLevel: "soft",
      keepComments: false,
      ignoreIncludes: true,
      useMjmlConfigOptions: false,
      fonts: {},
    });
    return {
      html,
      faults: errors
        .filter(({ message }) => !LIQUID_VALUE.test(message))
        .map(({ line, message, tagName }): TemplateFault => ({ rule: "mjml", line, what: `<${tagName}>: ${message}` }))
        .concat(/<\/?mj-[a-z]/i.test(html) ? [leftAsWritten] : []),
    };
  } catch (error) {
    // It breaks off over elements that stand where it does not expect them.
    return { html: "", faults: [{ rule: "mjml", what: `cannot be compiled: ${messageOf(error)}` }] };
  }
};
