import * as z from "zod";

/** The name of a secret in Secrets Manager. */
export const secretNameSchema = z.string().regex(/^[\w/+=.@-]{1,512}$/, {
  error: "expected the name of a secret: letters, digits and / _ + = . @ -, such as rouse/shopify",
});
