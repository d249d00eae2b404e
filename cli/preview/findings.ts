import { lookLength } from "./look-length.ts";
import type { Sample } from "./write-samples.ts";

/** Beyond it many inboxes cut a subject off. */
const SUBJECT_SHOWN = 60;
/** Gmail cuts a mail off at 102 kB; what comes near has little room for a longer name. */
const NEAR_CUT_BYTES = 80_000;

/** What a marketer might want to mend in a mail that may be sent as it is; a sentence each. */
export const findingsOf = ({ shown, reads, locale }: Sample): string[] => {
  const said = reads === locale ? [] : [`Reads ${reads}, which the campaign does not speak: written in ${locale}.`];
  if (!("html" in shown)) return said;
  const length = lookLength(shown.subject);
  return [
    ...said,
    ...(length > SUBJECT_SHOWN
      ? [`The subject is ${length} characters wide: many inboxes show no more than about ${SUBJECT_SHOWN}.`]
      : []),
    ...(shown.beside === "" ? ["There are no words that an inbox could show beside the subject."] : []),
    ...(shown.htmlBytes > NEAR_CUT_BYTES
      ? [`The HTML has ${Math.round(shown.htmlBytes / 1000)} kB: Gmail cuts a mail off at 102 kB.`]
      : []),
  ];
};
