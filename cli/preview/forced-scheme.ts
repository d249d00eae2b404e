export type Scheme = "light" | "dark";

/**
 * A mail as a client shows it that honours `prefers-color-scheme`, whatever scheme the machine has on which it is looked at: the question
 * is answered in its style sheets. Clients that recolour mail by themselves do as they like, and no page can show that.
 */
export const inScheme = (html: string, scheme: Scheme): string => {
  const asked = /\(\s*prefers-color-scheme\s*:\s*(light|dark)\s*\)/gi;
  const answered = html.replaceAll(/<style\b[^>]*>[\s\S]*?<\/style>/gi, (sheet) =>
    sheet.replaceAll(asked, (_question, wanted: string) =>
      wanted.toLowerCase() === scheme ? "(min-width: 0)" : "(max-width: 0)",
    ),
  );
  const own = `<style>:root { color-scheme: ${scheme} !important; }</style>`;
  return /<\/head>/i.test(answered) ? answered.replace(/<\/head>/i, () => `${own}</head>`) : own + answered;
};
