import * as z from "zod";
import { type Html, html } from "../../../shared/model/html.ts";
import { signingSecretsSchema } from "../../../shared/model/keys.ts";
import { type WebhookSource, webhookSourceSchema } from "../../../shared/model/order.ts";
import type { Instant } from "../../../shared/model/time.ts";
import type { Secrets } from "../secrets/secret-service.ts";
import { type Answer, pageAnswer } from "./answer.ts";
import { layout, nothing } from "./layout.ts";

/**
 * A signed sample order of one source, posted at `at`, of the shop's last complete day: the night held next describes it. `cart`:
 * the same of a cart that somebody left who has bought nothing.
 * Whoever starts the embedded system hands this in, for nothing here knows how any source writes.
 */
export type WriteSample = (
  source: WebhookSource,
  post: { secret: string; at: Instant; url: string },
) => Post & { title: string; secretMeans: string; cart?: Post };
type Post = { body: string; headers: Readonly<Record<string, string>> };

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

const readSecret = (secrets: Pick<Secrets, "read">, arn: string) => {
  const value = secrets.read(arn);
  return value === undefined ? undefined : signingSecretsSchema.safeParse(JSON.parse(value)).data?.current;
};

const section = (source: WebhookSource, url: string, secret: string | undefined, on: Occasion): Html => {
  const sample = secret === undefined ? undefined : on.writeSample?.(source, { secret, at: on.at.toISOString(), url });
  const heading = html`<h2 id="${source}">${sample?.title ?? source}</h2><p>Send to <code>${url}</code></p>`;
  if (!secret) return html`<section>${heading}${nothing("Its secret has no value on this machine yet.")}</section>`;
  const commandOf = (post: Post | undefined, says: string) =>
    post &&
    html`<pre tabindex="0" aria-label="A curl command that sends ${says}">${curlCommand(url, post.headers, post.body)}</pre>`;
  return html`<section>${heading}<p>Signing secret: <code>${secret}</code></p>
${sample && html`<p>${sample.secretMeans}</p>`}
${commandOf(sample, "a signed sample order")}
${sample?.cart && html`<p>A cart that somebody left who has bought nothing: a prospect of the next night.</p>`}
${commandOf(sample?.cart, "a signed sample of a cart that was left")}</section>`;
};

type Occasion = { at: Date; writeSample: WriteSample | undefined };

/** `sourceSecrets`: the stack's output, source name to secret ARN. Without `writeSample` it shows addresses and secrets alone. */
export const webhooksPage = (
  secrets: Pick<Secrets, "read">,
  sourceSecrets: string | undefined,
  { url, ...on }: Occasion & { url: string },
): Answer => {
  const arns = sourceSecretsSchema.parse(JSON.parse(sourceSecrets ?? "{}"));
  const sections = webhookSourceSchema.options.flatMap((source) => {
    const arn = arns[source];
    return arn === undefined ? [] : [section(source, `${url}/webhooks/${source}`, readSecret(secrets, arn), on)];
  });
  const others = webhookSourceSchema.options.filter((source) => arns[source] === undefined);
  const more =
    others.length > 0 &&
    html`<h2 id="more">Others</h2><p>Taken once the settings name them, as in <code>"sources": { "${others[0]}": {} }</code>: ${others.map((source, at) => html`${at > 0 && ", "}<code>${source}</code>`)}. Each has a page in <code>docs/sources</code>.</p>`;
  const body = html`${sections.length === 0 && nothing("The settings name no source.")}${sections}${more}`;
  const lead =
    "Where shops send their orders, each with a sample order of yesterday, signed and ready to run. Post one, run the night, and its customer stands in the report. Signatures with a time in them are good for five minutes: reload for a fresh one.";
  return pageAnswer(layout({ title: "Webhooks", place: "/webhooks", lead }, body));
};
