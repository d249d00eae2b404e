import { lintSource } from "../../shared/campaigns/lint-source.ts";
import { isWithoutOffer, type TemplateUse } from "../../shared/campaigns/sample-views.ts";
import { mjmlElements } from "./compile-mjml.ts";
import { attributeFaults } from "./lint/attribute-faults.ts";
import { placeIn, type TemplateFault } from "./lint/lint-rules.ts";
import { scanTemplate } from "./lint/scan-template.ts";
import { tagFaults } from "./lint/tag-faults.ts";

/**
 * What is wrong with the MJML of a file and the Liquid in it, by its place in the file.
 * @param bodyLine the line of the file on which the MJML begins
 * @param use what the template is for, where it is not the frame of all
 */
export const lintTemplate = (body: string, bodyLine: number, use: TemplateUse | "frame"): TemplateFault[] => {
  const pieces = scanTemplate(body);
  const withoutOffer = use !== "frame" && isWithoutOffer(use);
  const found = [...tagFaults(pieces, mjmlElements, use === "frame"), ...attributeFaults(pieces)].map(
    ({ at, ...fault }) => {
      const { line, column } = placeIn(body, at);
      return { ...fault, line: line + bodyLine - 1, column };
    },
  );
  const faults = [...found, ...lintSource(body, { firstLine: bodyLine, withoutOffer })].sort(inOrder);
  return faults.length > MOST_TOLD ? faults.slice(0, MOST_TOLD) : faults;
};

/** One slip can be many mistakes: nobody reads more of one file. */
const MOST_TOLD = 40;

const inOrder = (a: Place, b: Place): number => (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0);
type Place = { line?: number | undefined; column?: number | undefined };
