import type { IncomingMessage, Server, ServerResponse } from "node:http";

const ownHost = /^(127\.0\.0\.1|localhost)(:\d+)?$/;

/**
 * Lets nobody but programs of this machine ask a server. Engines look at no signature, and one of them tells browsers that
 * any web page may read its answers: a page that finds the port would read customers and secrets. A script in a browser
 * says where it comes from (`Origin`), or calls this machine by a name of its own (DNS rebinding); no client of ours does.
 */
export const keepBrowsersOut = (server: Server): void => {
  const listeners = server.listeners("request");
  server.removeAllListeners("request");
  server.on("request", (request: IncomingMessage, response: ServerResponse) => {
    if (request.headers.origin !== undefined || !ownHost.test(request.headers.host ?? "")) {
      response.shouldKeepAlive = false;
      response.writeHead(403).end();
      return;
    }
    for (const listener of listeners) Reflect.apply(listener, server, [request, response]);
  });
};
