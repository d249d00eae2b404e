import mjml from "mjml-core";
import preset from "mjml-preset-core";
import type { TemplateFault } from "./well-formed.ts";

const compile = mjml.default ?? mjml;

/** Names that the compiler understands within others, and that are no components of their own. */
const WITHIN_OTHERS = ["mjml", "mj-all", "mj-class", "mj-selector", "mj-html-attribute"];

/** Names of the elements of MJML. */
export const mjmlElements: ReadonlySet<string> = new Set([
  ...WITHIN_OTHERS,
  ...preset.components.map(({ componentName }) => componentName),
]);

/** What a variable will be, the compiler cannot know. */
const LIQUID_VALUE = /has invalid value: .*\{[{%]/;

export type CompiledMjml = { html: string; faults: TemplateFault[] };

/**
 * MJML as HTML; what Liquid it holds stays as it is. Includes are ignored: no file of the machine is read.
 *
 * @see https://documentation.mjml.io
 */
export const compileMjml = async (source: string): Promise<CompiledMjml> => {
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
      .map(({ line, message, tagName }) => ({ line, column: 1, what: `<${tagName}>: ${message}` })),
  };
};
