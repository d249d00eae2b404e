import { createHash } from "node:crypto";
import { createEngine } from "../../shared/mail/render-mail.ts";
import { wordsIn } from "./page-words.ts";

const style = `
:root { color-scheme: light dark; --page: #f3f1ec; --card: #fff; --ink: #1d2620; --words: #3a403c; --quiet: #63675f; --act: #2f6b4a; --on-act: #fff; }
@media (prefers-color-scheme: dark) {
  :root { --page: #15171a; --card: #1f2226; --ink: #f4f1ea; --words: #dcdad4; --quiet: #a9a79f; --act: #cfe3d6; --on-act: #14281d; }
}
body { margin: 0; min-height: 100vh; display: grid; place-items: center; background: var(--page); color: var(--words);
  font: 17px/1.65 -apple-system, BlinkMacSystemFont, "Segoe UI", Roboto, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif; }
main { box-sizing: border-box; width: min(32rem, calc(100vw - 2rem)); padding: 2.5rem; border-top: 4px solid #2f6b4a; border-radius: 10px; background: var(--card); }
.shop { margin: 0 0 1.25rem; color: var(--quiet); font-size: 15px; }
h1 { margin: 0 0 .75rem; color: var(--ink); font-size: 1.75rem; line-height: 1.25; }
p { margin: 0 0 1.5rem; }
p:last-child { margin: 0; }
button { padding: .8rem 1.9rem; border: 0; border-radius: 8px; background: var(--act); color: var(--on-act); font: inherit; font-weight: 600; cursor: pointer; }
button:focus-visible { outline: 3px solid #9db8a8; outline-offset: 3px; }
`;

const engine = createEngine("html");

const template = engine.parse(`<!doctype html>
<html lang="{{ locale }}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{{ words.title }}</title>
<style>${style}</style>
</head>
<body>
<main>
<p class="shop">{{ shop }}</p>
<h1>{{ words.title }}</h1>
<p>{{ words.text }}</p>
{%- if words.action != blank %}
<form method="post">
<input type="hidden" name="List-Unsubscribe" value="One-Click">
<button type="submit">{{ words.action }}</button>
</form>
{%- endif %}
</main>
</body>
</html>
`);

/** Nothing but our own style, and a form that posts back to where it came from. */
const contentSecurityPolicy = [
  "default-src 'none'",
  `style-src 'sha256-${createHash("sha256").update(style).digest("base64")}'`,
  "form-action 'self'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
].join("; ");

/** The page that asks, or the one that says it is done: self-contained HTML, and the policy that goes with it. */
export const renderPage = (stage: "ask" | "done", locale: string, shop: string) => ({
  html: String(engine.renderSync(template, { locale, shop, words: { action: "", ...wordsIn(locale)[stage] } })),
  contentSecurityPolicy,
});
