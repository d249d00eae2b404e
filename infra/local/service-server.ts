import { randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { keepBrowsersOut } from "./engines/keep-browsers-out.ts";
import { readBody } from "./http/read-body.ts";

/** A call that a service refuses, by the name that AWS gives the error. */
export class ServiceError extends Error {
  readonly code: string;
  readonly status: number;
  constructor(code: string, message: string, status = 400) {
    super(message);
    this.name = "ServiceError";
    this.code = code;
    this.status = status;
  }
}

/** The caller is left without an answer, as when a connection breaks after the work was done. */
export class LostAnswer extends Error {}

export type JsonOperation = (input: unknown) => unknown;
export type QueryOperation = (parameters: URLSearchParams) => string | Promise<string>;

export type Services = {
  /** `X-Amz-Target`, such as `secretsmanager.GetSecretValue`. */
  json: ReadonlyMap<string, JsonOperation>;
  /** SES's `Action` to the XML inside its result element. */
  query: ReadonlyMap<string, QueryOperation>;
};

const KEEP_ALIVE_MS = 30 * 60_000;
/** Raw mail of 10 MB in base64 in a form. */
const bodyLimitBytes = 48 * 1024 * 1024;
const sesNamespace = "http://ses.amazonaws.com/doc/2010-12-01/";

const asServiceError = (error: unknown) =>
  error instanceof ServiceError
    ? error
    : new ServiceError("ValidationException", error instanceof Error ? error.message : "failed");

const serveJson = async (target: string, body: Buffer, services: Services, response: ServerResponse) => {
  const headers = { "content-type": "application/x-amz-json-1.1", "x-amzn-requestid": randomUUID() };
  try {
    const operation = services.json.get(target);
    if (!operation) throw new ServiceError("UnknownOperationException", `the embedded system has no ${target}`);
    const output = await operation(JSON.parse(body.toString("utf8") || "{}"));
    response.writeHead(200, headers).end(JSON.stringify(output ?? {}));
  } catch (error) {
    const { code, status, message } = asServiceError(error);
    response.writeHead(status, headers).end(JSON.stringify({ __type: code, message }));
  }
};

const escapeXml = (text: string) =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");

const serveQuery = async (body: Buffer, services: Services, response: ServerResponse) => {
  const parameters = new URLSearchParams(body.toString("utf8"));
  const action = parameters.get("Action") ?? "";
  const headers = { "content-type": "text/xml" };
  const request = `<RequestId>${randomUUID()}</RequestId>`;
  try {
    const operation = services.query.get(action);
    if (!operation) throw new ServiceError("InvalidAction", `the embedded system has no ${action}`);
    const result = `<${action}Result>${await operation(parameters)}</${action}Result>`;
    const metadata = `<ResponseMetadata>${request}</ResponseMetadata>`;
    const xml = `<${action}Response xmlns="${sesNamespace}">${result}${metadata}</${action}Response>`;
    response.writeHead(200, headers).end(xml);
  } catch (error) {
    if (error instanceof LostAnswer) return response.destroy();
    const { code, status, message } = asServiceError(error);
    const detail = `<Error><Type>Sender</Type><Code>${escapeXml(code)}</Code><Message>${escapeXml(message)}</Message></Error>`;
    response
      .writeHead(status, headers)
      .end(`<ErrorResponse xmlns="${sesNamespace}">${detail}${request}</ErrorResponse>`);
  }
  return response;
};

const serve = async (request: IncomingMessage, response: ServerResponse, services: Services) => {
  const body = await readBody(request, bodyLimitBytes);
  if (!body) return response.writeHead(413).end();
  const target = request.headers["x-amz-target"];
  return typeof target === "string"
    ? serveJson(target, body, services, response)
    : serveQuery(body, services, response);
};

/** Serves AWS's JSON and query protocols on a free port of 127.0.0.1. Signatures are not looked at. */
export const startServiceServer = async (services: Services) => {
  const server = createServer((request, response) => {
    serve(request, response, services).catch(() => response.destroy());
  });
  // Longer than any client lets a connection lie idle: closing one under a request that is on its way would lose the answer.
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  keepBrowsersOut(server);
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const address = server.address();
  if (typeof address !== "object" || !address) throw new Error("the service server has no port");
  return {
    url: `http://127.0.0.1:${address.port}`,
    stop: async () => {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
};
