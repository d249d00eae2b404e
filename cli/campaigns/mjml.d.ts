/** What is used of MJML, which has no types of its own, as Node sees its CommonJS modules. */
declare module "mjml-core" {
  export type Component = { getTagName?: () => string };
  export type Options = {
    presets: { components: Component[] }[];
    validationLevel: "strict" | "soft" | "skip";
    keepComments: boolean;
    ignoreIncludes: boolean;
    useMjmlConfigOptions: boolean;
    fonts: Record<string, string>;
  };
  type Compiled = { html: string; errors: { line: number; message: string; tagName: string }[] };
  type Compile = (source: string, options: Options) => Promise<Compiled>;
  /** Itself, or in its `default`, as whoever loads the module sees CommonJS. */
  const core: Compile & { default?: Compile };
  export default core;
}

declare module "mjml-preset-core" {
  import type { Component } from "mjml-core";

  const preset: { components: (Component & { componentName: string; endingTag?: boolean })[] };
  export default preset;
}
