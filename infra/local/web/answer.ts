import type { Html } from "../../../shared/model/html.ts";

/** What a page answers. */
export type Answer = { status: number; headers: Readonly<Record<string, string>>; body: string | Uint8Array };

const always = {
  "cache-control": "no-store",
  // With `no-referrer` a browser would not say either where the page's own forms come from.
  "referrer-policy": "same-origin",
  "x-content-type-options": "nosniff",
  "cross-origin-resource-policy": "same-origin",
} as const;

const pagePolicy =
  "default-src 'none'; style-src 'self'; img-src 'self' data:; frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/** A page that a script of ours loads again when something has changed. */
const livePolicy = `${pagePolicy}; script-src 'self'; connect-src 'self'`;

/** A page whose frames hold what templates make: nothing in them runs, for each frame is sandboxed, and they load pictures of other hosts alone. */
const previewPolicy =
  "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'unsafe-inline'; img-src data: https:; form-action 'none'; base-uri 'none'; frame-ancestors 'none'";

/** Mail and reports are strangers' markup: no scripts, no requests, an origin of their own, links in a window of their own, or to a file that is kept. */
export const strangerMay = "allow-popups allow-popups-to-escape-sandbox allow-downloads";

const strangerPolicy = `default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; frame-ancestors 'self'; sandbox ${strangerMay}`;

export const pageAnswer = (page: Html, status = 200): Answer => ({
  status,
  headers: { ...always, "content-type": "text/html; charset=utf-8", "content-security-policy": pagePolicy },
  body: `<!doctype html>\n${page.markup}`,
});

export const livePageAnswer = (page: Html): Answer => withPolicy(pageAnswer(page), livePolicy);

const withPolicy = (answer: Answer, policy: string): Answer => ({
  ...answer,
  headers: { ...answer.headers, "content-security-policy": policy },
});

/** A page of previews, whole as it is. */
export const previewAnswer = (markup: string): Answer => withPolicy(strangerAnswer(markup), previewPolicy);

/** Markup that is not ours, for a frame. */
export const strangerAnswer = (markup: string | Uint8Array): Answer => ({
  status: 200,
  headers: { ...always, "content-type": "text/html; charset=utf-8", "content-security-policy": strangerPolicy },
  body: markup,
});

export const fileAnswer = (body: string | Uint8Array, contentType: string, downloadName?: string): Answer => ({
  status: 200,
  headers: {
    ...always,
    "content-type": contentType,
    "content-security-policy": "default-src 'none'; sandbox",
    ...(downloadName && {
      "content-disposition": `attachment; filename="${downloadName.replaceAll(/[^\w.=-]/g, "_")}"`,
    }),
  },
  body,
});

export const redirectAnswer = (location: string): Answer => ({
  status: 303,
  headers: { ...always, location },
  body: "",
});
export const textAnswer = (status: number, text: string): Answer => ({
  status,
  headers: { ...always, "content-type": "text/plain; charset=utf-8" },
  body: text,
});
