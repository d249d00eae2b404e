import * as z from "zod";

/** A part of a whole: 0.1 is a tenth. */
export const shareSchema = z
  .number()
  .min(0, "expected a share from 0 to 1, such as 0.1")
  .max(1, "expected a share from 0 to 1, such as 0.1");
