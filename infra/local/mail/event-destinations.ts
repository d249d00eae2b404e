import * as z from "zod";
import { resolve, type Scope } from "../template/intrinsics.ts";
import { resourcesOf, type Template } from "../template/read-template.ts";
import { callQuery } from "../wire.ts";
import type { MailEvent } from "./mail-events.ts";

const destinationSchema = z.object({
  ConfigurationSetName: z.string(),
  EventDestination: z.object({
    Enabled: z.boolean().default(false),
    MatchingEventTypes: z.array(z.string().toLowerCase()),
    SnsDestination: z.object({ TopicARN: z.string() }).optional(),
  }),
});

/** Publishes a mail's event to the topics that the template has for its configuration set. */
export type PublishMailEvent = (configurationSet: string | undefined, event: MailEvent) => Promise<void>;

export const createMailEventPublisher = (template: Template, scope: Scope, snsUrl: string): PublishMailEvent => {
  const destinations = resourcesOf(template, "AWS::SES::ConfigurationSetEventDestination").map(([, { Properties }]) =>
    destinationSchema.parse(resolve(Properties, scope)),
  );
  return async (configurationSet, event) => {
    for (const { ConfigurationSetName, EventDestination } of destinations) {
      const { Enabled, MatchingEventTypes, SnsDestination } = EventDestination;
      if (!Enabled || !SnsDestination || ConfigurationSetName !== configurationSet) continue;
      if (!MatchingEventTypes.includes(event.eventType.toLowerCase())) continue;
      await callQuery(snsUrl, "sns", {
        Action: "Publish",
        Version: "2010-03-31",
        TopicArn: SnsDestination.TopicARN,
        Subject: "Amazon SES Email Event Notification",
        Message: JSON.stringify(event),
      });
    }
  };
};
