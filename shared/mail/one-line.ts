/** Text made fit for one header line: line breaks, tabs and every other control character become one space, ends are trimmed. */
export const oneLine = (text: string): string => text.replaceAll(/[\p{Cc}\u2028\u2029]+/gu, " ").trim();
