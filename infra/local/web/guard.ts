import type { IncomingMessage } from "node:http";

/**
 * Whether a request may see the page. The page listens on 127.0.0.1, but a stranger's web page can point a host name of its own
 * there (DNS rebinding), or post a form to it: so the host must be this machine, and what changes something must come from the page itself.
 * @returns the reason for a refusal, or undefined
 */
export const refusal = (request: Pick<IncomingMessage, "headers" | "method">, port: string): string | undefined => {
  const hosts = [`127.0.0.1:${port}`, `localhost:${port}`];
  if (!hosts.includes(request.headers.host ?? "")) return "This page is served to this machine only.";
  if (request.method === "GET" || request.method === "HEAD") return undefined;
  const origins = hosts.map((host) => `http://${host}`);
  if (origins.includes(request.headers.origin ?? "")) return undefined;
  return "Only the page itself may ask for this.";
};
