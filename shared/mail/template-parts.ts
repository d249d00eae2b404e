import type { TemplateParts } from "../model/campaign-library.ts";

export const templateParts = ["subject", "text", "html"] as const satisfies readonly (keyof TemplateParts)[];
