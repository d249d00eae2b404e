import { z } from "zod";

/**
 * What an error of a send means. `not-sent-yet`: nothing was accepted, and another try may do. `refused`: nothing was
 * accepted and nothing will be. `unknown`: SES may have accepted the mail. `reason` is a stable word, never the message,
 * which can quote an address.
 */
export type SesErrorMeaning = { kind: "not-sent-yet" | "refused" | "unknown"; reason: string };

const errorSchema = z.object({
  name: z.string(),
  message: z.string().default(""),
  code: z.string().optional(),
  $metadata: z.object({ httpStatusCode: z.int().optional() }).optional(),
});

const throttling: ReadonlySet<string> = new Set(["Throttling", "ThrottlingException", "TooManyRequestsException"]);

/** No connection came about, so no request did. */
const unconnected: ReadonlySet<string> = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
]);

/** Reads an error of the SDK. Whatever is not understood counts as unknown: it is never sent again. */
export const judgeSesError = (error: unknown): SesErrorMeaning => {
  const parsed = errorSchema.safeParse(error);
  if (!parsed.success) return { kind: "unknown", reason: "unknown-error" };
  const { name, message, code, $metadata } = parsed.data;
  if (code !== undefined && unconnected.has(code)) return { kind: "not-sent-yet", reason: code };
  if (name === "CredentialsProviderError") return { kind: "refused", reason: name };
  const status = $metadata?.httpStatusCode;
  if (status === undefined || status < 400 || status >= 500) return { kind: "unknown", reason: code ?? name };
  if (!throttling.has(name) && status !== 429) return { kind: "refused", reason: name };
  // The day's quota does not come back within a night.
  return /daily/i.test(message)
    ? { kind: "refused", reason: "DailyQuotaExceeded" }
    : { kind: "not-sent-yet", reason: name };
};
