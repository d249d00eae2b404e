import { lintSource } from "../../shared/campaigns/lint-source.ts";
import { mjmlElements } from "./compile-mjml.ts";
import { tagFaults } from "./well-formed.ts";
import { where } from "./yaml-file.ts";

/**
 * What is wrong with the MJML of a file and the Liquid in it, a sentence each with its place.
 * @param bodyLine the line of the file on which the MJML begins
 */
export const lintTemplate = (origin: string, body: string, bodyLine: number): string[] => [
  ...tagFaults(body, mjmlElements).map(
    ({ line, column, what }) => `${where(origin, { line: bodyLine + line - 1, column })}: ${what}`,
  ),
  ...lintSource(body, { firstLine: bodyLine }).map((what) => `${origin} ${what}`),
];
