import { isUtf8 } from "node:buffer";
import { randomUUID } from "node:crypto";
import type { IncomingMessage } from "node:http";
import * as z from "zod";
import { accountId } from "../place.ts";
import type { RouteMatch } from "./routes.ts";

/** Types whose bodies API Gateway hands on as text; every other body comes in base64. */
const isText = (contentType: string) =>
  /^(text\/|application\/(.+\+)?(json|xml)\b|application\/javascript\b)/i.test(contentType);

const headersOf = (request: IncomingMessage) =>
  Object.fromEntries(
    Object.entries(request.headersDistinct)
      .filter(([name]) => name !== "cookie")
      .map(([name, values = []]) => [name, values.join(",")]),
  );

const queryOf = (url: URL) => {
  const names = [...new Set(url.searchParams.keys())];
  return Object.fromEntries(names.map((name) => [name, url.searchParams.getAll(name).join(",")]));
};

const requestContext = (request: IncomingMessage, url: URL, match: RouteMatch, at: Date) => ({
  accountId,
  apiId: "local",
  domainName: url.hostname,
  domainPrefix: "local",
  http: {
    method: request.method,
    path: url.pathname,
    protocol: `HTTP/${request.httpVersion}`,
    sourceIp: request.socket.remoteAddress ?? "127.0.0.1",
    userAgent: request.headers["user-agent"] ?? "",
  },
  requestId: randomUUID(),
  routeKey: match.route.routeKey,
  stage: "$default",
  time: at.toUTCString(),
  timeEpoch: at.getTime(),
});

/** A request as API Gateway's HTTP APIs tell it to a function: payload format 2.0. */
export const createHttpEvent = (request: IncomingMessage, body: Buffer, match: RouteMatch, at: Date) => {
  const url = new URL(request.url ?? "/", "http://localhost");
  const contentType = request.headers["content-type"] ?? "text/plain";
  // Bytes that are no UTF-8 are no text, whatever their type says: a signature over them must stay checkable.
  const asText = isText(contentType) && isUtf8(body);
  return {
    version: "2.0",
    routeKey: match.route.routeKey,
    rawPath: url.pathname,
    rawQueryString: url.search.slice(1),
    ...(request.headers.cookie && { cookies: request.headers.cookie.split("; ") }),
    headers: headersOf(request),
    ...(url.search.length > 1 && { queryStringParameters: queryOf(url) }),
    ...(Object.keys(match.pathParameters).length > 0 && { pathParameters: match.pathParameters }),
    requestContext: requestContext(request, url, match, at),
    ...(body.length > 0 && { body: body.toString(asText ? "utf8" : "base64") }),
    isBase64Encoded: body.length > 0 && !asText,
  };
};

const structuredSchema = z.object({
  statusCode: z.coerce.number(),
  headers: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).default({}),
  cookies: z.array(z.string()).default([]),
  body: z.string().default(""),
  isBase64Encoded: z.boolean().default(false),
});

export type HttpAnswer = { status: number; headers: Record<string, string | string[]>; body: Buffer };

/** What a function answered, as HTTP. An answer without `statusCode` is a JSON body of its own (format 2.0). */
export const readHttpAnswer = (payload: string): HttpAnswer => {
  const parsed = structuredSchema.safeParse(JSON.parse(payload));
  if (!parsed.success)
    return { status: 200, headers: { "content-type": "application/json" }, body: Buffer.from(payload) };
  const { statusCode, headers, cookies, body, isBase64Encoded } = parsed.data;
  const texts = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)] as const);
  return {
    status: statusCode,
    headers: {
      "content-type": "text/plain; charset=utf-8",
      ...Object.fromEntries(texts),
      ...(cookies.length > 0 && { "set-cookie": cookies }),
    },
    body: Buffer.from(body, isBase64Encoded ? "base64" : "utf8"),
  };
};
