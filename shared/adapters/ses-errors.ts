import * as z from "zod";
import type { Refusal } from "../model/refusal.ts";

/**
 * What an error of a send means. `not-sent-yet`: nothing was accepted, and another try may do. `refused`: nothing was
 * accepted of this mail, and nothing will be. `account`: nothing is accepted from this account or sender, whoever the mail is
 * for. `unknown`: SES may have accepted the mail. `reason` is a stable word, never the message, which can quote an address.
 */
export type SesErrorMeaning =
  | { kind: "not-sent-yet" | "refused" | "unknown"; reason: string }
  | { kind: "account"; reason: string; refusal: Exclude<Refusal, "unavailable"> };

/** Whom the mail was from and for: SES names the identities that are not verified, and so tells the sandbox from the sender. */
type Ends = { from: string; to: string };

const errorSchema = z.object({
  name: z.string(),
  message: z.string().default(""),
  code: z.string().optional(),
  $metadata: z.object({ httpStatusCode: z.int().optional() }).optional(),
});

const throttling: ReadonlySet<string> = new Set(["Throttling", "ThrottlingException", "TooManyRequestsException"]);

/** The only refusals that can be about one mail. Everything else that SES refuses it would refuse of any mail. */
const aboutOneMail: ReadonlySet<string> = new Set([
  "MessageRejected",
  "InvalidParameterValue",
  "InvalidParameterValueException",
  "ValidationError",
  "ValidationException",
]);
/** What `MessageRejected` says where it is about sender or account: an identity not verified (the sandbox asks it of recipients too), sending suspended. */
const aboutAccount = /not verified|suspend|paused|disabled|not authori[sz]ed|under review|shut ?down|sandbox/i;

/** No connection came about, so no request did. */
const unconnected: ReadonlySet<string> = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
]);
/** A connection that broke, or came too late, before anything could be written to it. */
const brokeBeforeRequest = /before secure TLS connection was established|did not establish a connection/i;

/** Reads an error of the SDK. Whatever is not understood counts as unknown: it is never sent again. */
export const judgeSesError = (error: unknown, ends: Ends): SesErrorMeaning => {
  const parsed = errorSchema.safeParse(error);
  if (!parsed.success) return { kind: "unknown", reason: "unknown-error" };
  const { name, message, code, $metadata } = parsed.data;
  if (code !== undefined && unconnected.has(code)) return { kind: "not-sent-yet", reason: code };
  if (brokeBeforeRequest.test(message)) return { kind: "not-sent-yet", reason: code ?? name };
  if (name === "CredentialsProviderError") return { kind: "account", reason: name, refusal: "no-permission" };
  const status = $metadata?.httpStatusCode;
  if (status === undefined || status < 400 || status >= 500) return { kind: "unknown", reason: code ?? name };
  return throttling.has(name) || status === 429 ? judgeThrottling(name, message) : judgeRefusal(name, message, ends);
};

/** The day's quota does not come back within a night. */
const judgeThrottling = (name: string, message: string): SesErrorMeaning =>
  /daily/i.test(message)
    ? { kind: "account", reason: "DailyQuotaExceeded", refusal: "quota-used-up" }
    : { kind: "not-sent-yet", reason: name };

const judgeRefusal = (name: string, message: string, ends: Ends): SesErrorMeaning =>
  aboutOneMail.has(name) && !aboutAccount.test(message)
    ? { kind: "refused", reason: name }
    : { kind: "account", reason: name, refusal: refusalOf(name, message, ends) };

const refusalOf = (name: string, message: string, { from, to }: Ends): Exclude<Refusal, "unavailable"> => {
  const names = (address: string): boolean => message.toLowerCase().includes(address.toLowerCase());
  if (/not verified|sandbox/i.test(message) || /NotVerified/.test(name)) {
    return names(to) && !names(from) ? "sandbox" : "sender-not-verified";
  }
  if (/Paused|Suspended/.test(name) || /suspend|paused|disabled|under review|shut ?down/i.test(message)) {
    return "sending-paused";
  }
  const isForbidden =
    /^(AccessDenied|UnrecognizedClient|InvalidClientTokenId|InvalidAccessKeyId|SignatureDoesNotMatch|ExpiredToken|NotAuthorized|OptInRequired)/;
  return isForbidden.test(name) || /not authori[sz]ed/i.test(message) ? "no-permission" : "other";
};
