import { createHash } from "node:crypto";
import { type Html, html } from "../model/html.ts";

/** What a page of the public API says; `body` stands under the title. */
export type PublicPage = { status: number; locale: string; title: string; body: Html; shop?: string | undefined };
export type PublicAnswer = { status: number; headers: Readonly<Record<string, string>>; body: string };

const style = `
:root { color-scheme: light dark; --page: #f3f1ec; --card: #fff; --ink: #1d2620; --words: #3a403c; --quiet: #63675f; --rule: #2f6b4a; --act: #2f6b4a; --on-act: #fff; }
@media (prefers-color-scheme: dark) {
  :root { --page: #15171a; --card: #1f2226; --ink: #f4f1ea; --words: #dcdad4; --quiet: #a9a79f; --rule: #6fa287; --act: #cfe3d6; --on-act: #14281d; }
}
body { margin: 0; min-height: 100vh; display: grid; place-items: center; background: var(--page); color: var(--words);
  font: 17px/1.65 -apple-system, BlinkMacSystemFont, "Segoe UI", Roboto, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif; }
main { box-sizing: border-box; width: min(32rem, calc(100vw - 2rem)); padding: clamp(1.5rem, 6vw, 2.5rem); border-top: 4px solid var(--rule); border-radius: 10px; background: var(--card); overflow-wrap: anywhere; }
.quiet { margin: 0 0 1.25rem; color: var(--quiet); font-size: 15px; }
.fact { margin: 0 0 1rem; color: var(--ink); font-weight: 600; }
h1 { margin: 0 0 .75rem; color: var(--ink); font-size: 1.75rem; line-height: 1.25; }
p { margin: 0 0 1.5rem; }
main > :last-child { margin-bottom: 0; }
a { color: inherit; }
button { padding: .8rem 1.9rem; border: 0; border-radius: 8px; background: var(--act); color: var(--on-act); font: inherit; font-weight: 600; cursor: pointer; }
:focus-visible { outline: 3px solid #9db8a8; outline-offset: 3px; }
`;

/** Nothing but our own style, and a form that posts back to where it came from. */
const contentSecurityPolicy = [
  "default-src 'none'",
  `style-src 'sha256-${createHash("sha256").update(style).digest("base64")}'`,
  "form-action 'self'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
].join("; ");

/** The path of such a page is a token, as good as a key: neither caches, other sites nor search engines may learn it. */
export const keptPrivate = {
  "cache-control": "no-store",
  "referrer-policy": "no-referrer",
  "x-robots-tag": "noindex, nofollow",
} as const;

/**
 * A page for whoever holds one of our signed links: one self-contained document, light and dark, that runs nothing and
 * loads nothing.
 */
export const publicPage = (page: PublicPage): PublicAnswer => ({
  status: page.status,
  headers: {
    ...keptPrivate,
    "content-type": "text/html; charset=utf-8",
    "content-language": page.locale,
    "content-security-policy": contentSecurityPolicy,
  },
  body: documentOf(page).markup,
});

const documentOf = ({ locale, title, body, shop }: PublicPage) => html`<!doctype html>
<html lang="${locale}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>${{ markup: style }}</style>
</head>
<body>
<main>
${shop === undefined ? undefined : html`<p class="quiet">${shop}</p>`}
<h1>${title}</h1>
${body}
</main>
</body>
</html>
`;
