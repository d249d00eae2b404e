import { randomUUID } from "node:crypto";
import { z } from "zod";
import { type Html, html } from "../../../shared/model/html.ts";
import { signingSecretsSchema } from "../../../shared/model/keys.ts";
import { type WebhookSource, webhookSourceSchema } from "../../../shared/model/order.ts";
import type { Secrets } from "../secrets/secret-service.ts";
import { type Answer, pageAnswer } from "./answer.ts";
import { layout, nothing } from "./layout.ts";
import { sampleOrder } from "./sample-orders.ts";
import { signedHeaders } from "./sign-sample.ts";

const names = { shopify: "Shopify", woocommerce: "WooCommerce", standard: "Any shop (Standard Webhooks)" } as const;
const sourceSecretsSchema = z.partialRecord(webhookSourceSchema, z.string());

/** One word of a POSIX shell, whatever is in it. */
export const shellWord = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

/** The command that sends a signed sample order. */
export const curlCommand = (url: string, headers: Readonly<Record<string, string>>, body: string): string =>
  [
    `curl -i -X POST ${shellWord(url)}`,
    ...Object.entries(headers).map(([name, value]) => `-H ${shellWord(`${name}: ${value}`)}`),
    `--data-binary ${shellWord(body)}`,
  ].join(" \\\n  ");

const readSecret = (secrets: Secrets, arn: string) => {
  const value = secrets.read(arn);
  return value === undefined ? undefined : signingSecretsSchema.safeParse(JSON.parse(value)).data?.current;
};

const section = (source: WebhookSource, url: string, secret: string | undefined, at: Date, currency?: string): Html => {
  const heading = html`<h2 id="${source}">${names[source]}</h2><p>Send to <code>${url}</code></p>`;
  if (!secret) return html`<section>${heading}${nothing("Its secret has no value on this machine yet.")}</section>`;
  const body = sampleOrder(source, at, currency);
  const curl = curlCommand(url, signedHeaders(source, secret, body, { id: `msg_${randomUUID()}`, at }), body);
  return html`<section>${heading}<p>Signing secret: <code>${secret}</code></p>
<pre tabindex="0" aria-label="A curl command that sends a signed sample order">${curl}</pre></section>`;
};

/** `sourceSecrets`: the stack's output, source name to secret ARN; `currency`: the shop's own, in which samples count. */
export const webhooksPage = (
  secrets: Secrets,
  sourceSecrets: string | undefined,
  { url, at, currency }: { url: string; at: Date; currency: string | undefined },
): Answer => {
  const arns = sourceSecretsSchema.parse(JSON.parse(sourceSecrets ?? "{}"));
  const sections = webhookSourceSchema.options.flatMap((source) => {
    const arn = arns[source];
    return arn === undefined
      ? []
      : [section(source, `${url}/webhooks/${source}`, readSecret(secrets, arn), at, currency)];
  });
  const body = sections.length === 0 ? nothing("The settings name no source.") : html`${sections}`;
  const lead =
    "Where shops send their orders, each with a sample order, signed and ready to run. A signature of Standard Webhooks is good for five minutes: reload for a fresh one.";
  return pageAnswer(layout({ title: "Webhooks", place: "/webhooks", lead }, body));
};
