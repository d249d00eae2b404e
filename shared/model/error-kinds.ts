/** Whether the same call may do when it is made again, with nothing changed but the time. */
export type ErrorKind = { readonly retry: "yes" | "no"; readonly meaning: string };

/**
 * Every error that Rouse throws across a step, by the name that Step Functions, alarms and tests match on. What is worth
 * trying again is in the `Retry` of every state of the night; `docs/errors.md` is this table.
 */
export const errorKinds = {
  ClaimVanishedError: {
    retry: "yes",
    meaning: "Another worker's message was taken and then gone: its claim was given back.",
  },
  ConflictError: { retry: "yes", meaning: "Another writer was faster, or what this needs has not ended yet." },
  ConnectionLostError: {
    retry: "yes",
    meaning: "A connection to a service broke off or did not come about, several times over.",
  },
  FileRemovalError: { retry: "yes", meaning: "S3 did not remove some of the objects it was asked to." },
  SendingUnavailableError: {
    retry: "yes",
    meaning: "The mail service could not be reached, or throttled to the end; nothing was sent.",
  },
  SourceUnavailableError: {
    retry: "yes",
    meaning: "A shop's API could not be asked for an order: it is down, or is asked too much. The message comes again.",
  },
  ThrottledError: { retry: "yes", meaning: "DynamoDB left items unprocessed again and again." },
  DemoError: { retry: "no", meaning: "The demo shop does not fit this version." },
  FileBrokenError: {
    retry: "no",
    meaning: "A file of a night is not what this version writes: it was altered, or another version wrote it.",
  },
  FileMissingError: {
    retry: "no",
    meaning: "A file that an earlier step writes is not there: it has expired, or was removed.",
  },
  FileTooLargeError: { retry: "no", meaning: "An object would take more parts than S3 allows an upload." },
  FolderBrokenError: { retry: "no", meaning: "A file of an embedded system that cannot be done without is not whole." },
  FolderTakenError: {
    retry: "no",
    meaning: "Another process runs an embedded system on this folder, or imports from it.",
  },
  ImportError: { retry: "no", meaning: "An import cannot begin or go on as it was asked for." },
  InterruptedError: { retry: "no", meaning: "The command was interrupted, and stopped what it had begun." },
  KeyMismatchError: {
    retry: "no",
    meaning: "The keys secret holds another identity key than the one that the suppressions were made with.",
  },
  NightFailedError: { retry: "no", meaning: "A night achieved nothing, or must not go on." },
  NightStartError: {
    retry: "no",
    meaning: "Step Functions took the start of a night or a sweep and gave no execution back.",
  },
  PoisonError: { retry: "no", meaning: "Input that will never be understood, however often it comes." },
  PortTakenError: { retry: "no", meaning: "Another program listens on the port that was asked for." },
  PurchaseDaysError: {
    retry: "no",
    meaning: "The purchase days of a customer cannot be read or written; rebuild the summary.",
  },
  SecretShapeError: { retry: "no", meaning: "A secret is not JSON of the shape that is expected." },
  SendingRefusedError: {
    retry: "no",
    meaning:
      "The mail service takes no mail from this account or sender; nothing was sent, and no message was settled.",
  },
  SettingsError: { retry: "no", meaning: "Settings or campaigns have a mistake that their author must mend." },
  StackError: { retry: "no", meaning: "There is no such stack in this region, or it is none of Rouse's." },
  SynthesisError: { retry: "no", meaning: "The template could not be synthesised." },
  TableFileError: { retry: "no", meaning: "A table file has other columns or values than its table." },
  UnknownFileError: {
    retry: "no",
    meaning: "Files among a night's are none that this version writes; an erasure cannot vouch for them.",
  },
  UsageError: { retry: "no", meaning: "The command was called in a way that cannot work." },
  WebhookRefusedError: { retry: "no", meaning: "The embedded system's own door refused a webhook of the demo shop." },
} as const satisfies Readonly<Record<string, ErrorKind>>;

export type ErrorName = keyof typeof errorKinds;

/**
 * Errors of others that a step can fail with and that another try may cure, by the name under which Step Functions sees
 * them. Anything else of theirs would fail again: no access, no such table, a request that is wrong.
 */
export const transientErrorsOfOthers = {
  "Lambda.ServiceException": "Lambda could not run the function.",
  "Lambda.AWSLambdaException": "Lambda could not run the function.",
  "Lambda.SdkClientException": "Step Functions did not reach Lambda.",
  "Lambda.ClientExecutionTimeoutException": "Step Functions did not hear from Lambda in time.",
  "Lambda.TooManyRequestsException": "Too many functions run at once.",
  "Lambda.Unknown": "The function ended without an answer.",
  "Sandbox.Timedout": "The function ran into its time limit.",
  "States.Timeout": "The state ran into its time limit.",
  InternalError: "S3 failed.",
  InternalServerError: "DynamoDB failed.",
  InternalServiceError: "Secrets Manager failed.",
  OperationAborted: "S3 is at work on the same object.",
  ProvisionedThroughputExceededException: "DynamoDB is asked too much.",
  RequestLimitExceeded: "DynamoDB is asked too much.",
  RequestTimeout: "S3 waited too long for a body.",
  RequestTimeoutException: "A service waited too long for a request.",
  ServiceUnavailable: "S3 is asked too much, or down.",
  ServiceUnavailableException: "A service is down.",
  SlowDown: "S3 is asked too much.",
  Throttling: "A service is asked too much.",
  ThrottlingException: "A service is asked too much.",
  TimeoutError: "The SDK's connection broke off or took too long.",
  TooManyRequestsException: "The mail service is asked too much.",
} as const;

/** What every state of the night is tried again for. */
export const retriedErrors: readonly string[] = [
  ...Object.keys(transientErrorsOfOthers),
  ...Object.entries<ErrorKind>(errorKinds).flatMap(([name, { retry }]) => (retry === "yes" ? [name] : [])),
];
