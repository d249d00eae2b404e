import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { RouseError } from "../../../shared/model/errors.ts";
import type { Invocation } from "../functions/sandbox.ts";
import { createHttpEvent, readHttpAnswer } from "./http-event.ts";
import { readBody } from "./read-body.ts";
import { matchRoute, type Route } from "./routes.ts";

/** API Gateway's limit for a body, and Lambda's for an event. */
const bodyLimitBytes = 10 * 1024 * 1024;
const eventLimitBytes = 6 * 1024 * 1024;

export type DoorDeps = {
  routes: readonly Route[];
  invoke: (functionArn: string, event: unknown) => Promise<Invocation>;
  /** Whatever no route takes: the web page. */
  otherwise: (request: IncomingMessage, response: ServerResponse) => Promise<void>;
};

const answerJson = (response: ServerResponse, status: number, message: string) => {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify({ message }));
};

const refuseTooLarge = (request: IncomingMessage, response: ServerResponse) => {
  // The rest of a body that nobody reads would be taken for the next request.
  response.shouldKeepAlive = false;
  answerJson(response, 413, "Request Entity Too Large");
  request.resume();
};

const serve = async (request: IncomingMessage, response: ServerResponse, deps: DoorDeps) => {
  const [path = "/"] = (request.url ?? "/").split("?");
  const match = matchRoute(deps.routes, request.method ?? "GET", path);
  if (!match) return deps.otherwise(request, response);
  const body = await readBody(request, bodyLimitBytes);
  if (!body) return refuseTooLarge(request, response);
  const event = createHttpEvent(request, body, match, new Date());
  if (Buffer.byteLength(event.body ?? "") > eventLimitBytes) return refuseTooLarge(request, response);
  const invocation = await deps.invoke(match.route.functionArn, event);
  if (!invocation.ok) return answerJson(response, 500, "Internal Server Error");
  const answer = readHttpAnswer(invocation.payload);
  response.writeHead(answer.status, { ...answer.headers, "content-length": answer.body.length }).end(answer.body);
};

const portTaken = (error: Error, port: number): Error =>
  "code" in error && error.code === "EADDRINUSE"
    ? new RouseError(
        "PortTakenError",
        `Port ${port} of this machine is taken. Choose another with --port, or stop what listens there.`,
        error,
      )
    : error;

/**
 * The HTTP API on 127.0.0.1: plain HTTP with keep-alive, API Gateway's events and limits.
 * Its address is known before what it serves is: until `attach` it answers 503.
 */
export const openDoor = async (port: number) => {
  let attached: DoorDeps | undefined;
  const server = createServer({ keepAliveTimeout: 30_000 }, (request, response) => {
    if (!attached) return answerJson(response, 503, "Service Unavailable");
    serve(request, response, attached).catch(() => {
      if (!response.headersSent) answerJson(response, 500, "Internal Server Error");
      else response.destroy();
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", (error) => reject(portTaken(error, port)));
    server.listen(port, "127.0.0.1", resolve);
  });
  const address = server.address();
  const actualPort = typeof address === "object" && address ? address.port : port;
  return {
    url: `http://127.0.0.1:${actualPort}`,
    attach: (deps: DoorDeps) => {
      attached = deps;
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
};
