import * as z from "zod";

/** Where links in mail lead. */
export const linkSettings = z
  .strictObject({
    publicUrl: z
      .string()
      .regex(/^https:\/\/([a-z0-9-]+\.)+[a-z]{2,}$/, {
        error: "expected an https address without a path, such as https://links.teapot.example",
      })
      .describe(
        "Address of the shop's own under which the links in its mail stand, to stop it and to the report. Without `certificateArn` something of yours must answer there and hand every request on to `ApiUrl`, whole.",
      ),
    certificateArn: z
      .string()
      .regex(/^arn:[\w-]+:acm:[\w-]+:\d{12}:certificate\/\S+$/, { error: "expected the ARN of a certificate in ACM" })
      .optional()
      .describe(
        "A certificate in ACM for that address, issued in the stack's region: the API itself then answers there, once the output `PublicUrlRecord` stands in the DNS.",
      ),
  })
  .optional()
  .describe(
    "Where links in mail lead. Without it, to an address of AWS's, and those links end when the stack `RouseKept` is removed or moves: laws want a stop link to work for 30 to 60 days after the last mail.",
  );
