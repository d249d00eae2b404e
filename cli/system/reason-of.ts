import * as z from "zod";
import { parseJson } from "../../shared/model/parse-json.ts";

/** Lambda's own JSON inside a failed execution's cause. */
const causeSchema = z.object({ errorMessage: z.string() });

/** Why an execution failed, in the words of the step that did. */
export const reasonOf = (error = "", cause = ""): string => {
  const parsed = causeSchema.safeParse(parseJson(cause)).data;
  return parsed?.errorMessage ?? ([error, cause].filter((text) => text !== "").join(": ") || "no reason was given");
};
