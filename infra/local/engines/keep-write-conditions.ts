import type { IncomingMessage, Server, ServerResponse } from "node:http";

type Write = { path: string; isConditional: boolean; ended: Promise<void> };

/**
 * Keeps `If-Match` and `If-None-Match: *` on writes of objects, and the first on what parts are copied from, as S3 does, for an
 * engine that knows them on reads alone. While such a write is under
 * way, every other one of the same object waits, so that what was compared is what is written over. All others pass as
 * they come.
 */
export const keepWriteConditions = (server: Server): void => {
  const listeners = server.listeners("request");
  const underWay = new Set<Write>();
  const pass = (request: IncomingMessage, response: ServerResponse) => {
    for (const listener of listeners) Reflect.apply(listener, server, [request, response]);
  };
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const path = writtenPath(request);
    if (path === undefined) return pass(request, response);
    const isFirst = request.headers["if-none-match"] === "*";
    const isConditional = isFirst || request.headers["if-match"] !== undefined;
    const before = [...underWay].filter((write) => touches(write, path) && (isConditional || write.isConditional));
    const ended = new Promise<void>((resolve) => response.once("close", resolve));
    const write = { path, isConditional, ended };
    underWay.add(write);
    ended.then(() => underWay.delete(write));
    if (before.length > 0) await Promise.all(before.map((other) => other.ended));
    for (const [version, of] of conditionsOf(request, path)) {
      const now = await versionOf(of, request);
      if (now !== version) return refuse(request, response, now);
    }
    const there = isFirst ? await versionOf(path, request) : undefined;
    if (there !== undefined) return refuse(request, response, there);
    pass(request, response);
  };
  server.removeAllListeners("request");
  server.on("request", (request: IncomingMessage, response: ServerResponse) => {
    answer(request, response).catch(() => response.destroy());
  });
};

/** The object that a request writes or removes, or the bucket of several; a call of another service has no path. */
const writtenPath = ({ method = "GET", url = "/" }: IncomingMessage): string | undefined => {
  const [path = "/"] = url.split("?");
  return path === "/" || method === "GET" || method === "HEAD" ? undefined : path;
};

/** Versions that the request goes by, and of which objects. */
const conditionsOf = ({ headers }: IncomingMessage, path: string): [string, string][] => {
  const [own, source] = [headers["if-match"], headers["x-amz-copy-source-if-match"]];
  const copied = `/${headers["x-amz-copy-source"]}`.replace(/^\/+/, "/");
  return [
    ...(own === undefined ? [] : [[own, path] satisfies [string, string]]),
    ...(typeof source === "string" ? [[source, copied] satisfies [string, string]] : []),
  ];
};

const touches = (write: Write, path: string): boolean =>
  write.path === path || write.path.startsWith(`${path}/`) || path.startsWith(`${write.path}/`);

const versionOf = async (path: string, { socket }: IncomingMessage): Promise<string | undefined> => {
  const answer = await fetch(`http://127.0.0.1:${socket.localPort}${path}`, { method: "HEAD" });
  return answer.ok ? (answer.headers.get("etag") ?? undefined) : undefined;
};

const refuse = (request: IncomingMessage, response: ServerResponse, version: string | undefined): void => {
  const [status, code] = version === undefined ? [404, "NoSuchKey"] : [412, "PreconditionFailed"];
  request.resume();
  response.writeHead(status, { "content-type": "application/xml" });
  response.end(
    `<Error><Code>${code}</Code><Message>The object is not what the write is conditional on</Message></Error>`,
  );
};
