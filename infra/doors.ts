import type { FunctionName } from "../shared/model/environment.ts";
import type { Intake } from "./intake.ts";
import type { Mail } from "./mail.ts";
import type { PublicApi } from "./public-api.ts";
import type { RouseFunction } from "./rouse-function.ts";

/** The functions that the world calls, and those that take what it left in queues: all but the night's. */
export const doorsOf = ({
  intake,
  mail,
  publicApi,
}: {
  intake: Intake;
  mail: Mail;
  publicApi: PublicApi;
}): readonly RouseFunction<FunctionName>[] => [
  intake.receive,
  intake.record,
  mail.record,
  publicApi.unsubscribe,
  publicApi.openReport,
  publicApi.holdMail,
  publicApi.followLink,
];
