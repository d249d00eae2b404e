import type { MailView } from "./mail-view.ts";
import { compilePlain } from "./render-mail.ts";

/**
 * Parses the text of a message that is no mail, and answers how to render it: without blanks around it, its lines ended by one
 * character, and no other control characters.
 *
 * @throws liquidjs' own errors for a template that cannot be parsed
 */
export const compileText = (source: string): ((view: MailView) => string) => {
  const render = compilePlain(source);
  return (view) =>
    render(view)
      .replaceAll(/\r\n?/g, "\n")
      .replaceAll(/[^\P{Cc}\n]/gu, "")
      .trim()
      .toWellFormed();
};
