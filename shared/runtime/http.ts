import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from "aws-lambda";
import { withStack } from "./stack.ts";

/** An HTTP request as the use cases see it: header names in lower case, the body as the bytes that were sent. */
export type HttpRequest = {
  method: string;
  path: string;
  /** As it was sent, without its question mark. */
  query: string;
  pathParameters: Readonly<Record<string, string | undefined>>;
  headers: Readonly<Record<string, string | undefined>>;
  body: Uint8Array;
};

export type HttpResponse = { status: number; headers?: Readonly<Record<string, string>>; body?: string };

/** API Gateway encodes bodies it takes for binary; a signature is over the decoded bytes. */
const readRequest = (event: APIGatewayProxyEventV2): HttpRequest => ({
  method: event.requestContext.http.method,
  path: event.rawPath,
  query: event.rawQueryString,
  pathParameters: event.pathParameters ?? {},
  headers: event.headers,
  body: Buffer.from(event.body ?? "", event.isBase64Encoded ? "base64" : "utf8"),
});

/** An HTTP API (payload format 2.0) handler. What throws is a 500: the sender tries again, and nothing is lost. */
export const http = (work: (request: HttpRequest) => Promise<HttpResponse>) =>
  withStack(async (event: APIGatewayProxyEventV2): Promise<APIGatewayProxyStructuredResultV2> => {
    const { status, headers = {}, body = "" } = await work(readRequest(event));
    return {
      statusCode: status,
      headers: { "content-type": "text/plain; charset=utf-8", "x-content-type-options": "nosniff", ...headers },
      body,
    };
  });
