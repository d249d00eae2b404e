/** The three files of one locale of a campaign, as they were written. */
export type TemplateParts = { subject: string; text: string; html: string };
export const templateParts = ["subject", "text", "html"] as const satisfies readonly (keyof TemplateParts)[];
