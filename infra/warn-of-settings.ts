import { Annotations } from "aws-cdk-lib";
import type { Construct } from "constructs";
import type { Settings } from "../shared/model/settings.ts";
import { settingsRemarks } from "../shared/model/settings-remarks.ts";

/**
 * Has a deployment say what becomes of links. What is to be known of the sender's identity is about the first one:
 * `rouse check` has it, and each later one would repeat it.
 */
export const warnOfSettings = (scope: Construct, settings: Settings): void => {
  for (const { about, text } of settingsRemarks(settings)) {
    if (about === "links") Annotations.of(scope).addWarningV2(`rouse:${about}`, text);
  }
};
