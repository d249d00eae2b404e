import { type Html, html } from "../../../shared/model/html.ts";

const places = [
  ["/", "Overview"],
  ["/inbox", "Inbox"],
  ["/report", "Report"],
  ["/files", "Files"],
  ["/campaigns", "Campaigns"],
  ["/webhooks", "Webhooks"],
  ["/runs", "Nights"],
] as const;

const moon = html`<svg viewBox="0 0 24 24" aria-hidden="true"><path d="M20.5 14.6A8.6 8.6 0 0 1 9.4 3.5a8.6 8.6 0 1 0 11.1 11.1Z"/></svg>`;

const link =
  (current: string) =>
  ([href, name]: readonly [string, string]) =>
    html`<li><a href="${href}"${href === current ? html` aria-current="page"` : undefined}>${name}</a></li>`;

/** A whole page. `place`: the entry of the menu it belongs to. `refreshSeconds`: while something runs. */
export const layout = (
  page: { title: string; place: string; lead?: string; refreshSeconds?: number },
  body: Html,
): Html => html`<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${page.title} · Rouse</title>
${page.refreshSeconds ? html`<meta http-equiv="refresh" content="${page.refreshSeconds}">` : undefined}
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/style.css">
</head>
<body>
<a class="skip" href="#main">Skip to the content</a>
<header class="top"><div class="bar">
<a class="brand" href="/">${moon} Rouse</a>
<nav aria-label="Main"><ul>${places.map(link(page.place))}</ul></nav>
</div></header>
<main id="main">
<h1>${page.title}</h1>
${page.lead ? html`<p class="lead">${page.lead}</p>` : undefined}
${body}
</main>
<footer>Everything here runs and stays on this machine. No mail leaves it.</footer>
</body>
</html>`;

/** An instant, readable to people and machines, in UTC as logs have it. */
export const instant = (at: string): Html =>
  html`<time datetime="${at}">${at.slice(0, 10)} ${at.slice(11, 16)} UTC</time>`;

/** A table that scrolls by itself on a narrow screen. */
export const table = (
  caption: string,
  heads: readonly string[],
  rows: readonly Html[],
): Html => html`<div class="scroll" role="region" aria-label="${caption}" tabindex="0"><table>
<thead><tr>${heads.map((head) => html`<th scope="col">${head}</th>`)}</tr></thead>
<tbody>${rows}</tbody></table></div>`;

export const nothing = (text: string): Html => html`<p class="empty">${text}</p>`;
