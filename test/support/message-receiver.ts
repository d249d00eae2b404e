import { createHmac, timingSafeEqual } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import * as z from "zod";

export const receiverSecret = `whsec_${Buffer.from("a secret that both sides know").toString("base64")}`;

/** As docs/outbox.md shows it to whoever builds a receiver. */
const isSigned = (headers: IncomingMessage["headers"], body: string, secret = receiverSecret): boolean => {
  const key = Buffer.from(secret.slice("whsec_".length), "base64");
  const signed = `${headers["webhook-id"]}.${headers["webhook-timestamp"]}.${body}`;
  const right = Buffer.from(`v1,${createHmac("sha256", key).update(signed).digest("base64")}`);
  const given = String(headers["webhook-signature"])
    .split(" ")
    .map((one) => Buffer.from(one));
  return given.some((one) => one.length === right.length && timingSafeEqual(one, right));
};

type Received = { id: string; body: string; signed: boolean; url: string | undefined };
export type Answer = (response: ServerResponse, request: IncomingMessage) => void;

/** A system that sends messages, on this machine: verifies what is posted, and answers as it is told to. */
export const startReceiver = async (answer: Answer = (response) => response.writeHead(202).end()) => {
  const received: Received[] = [];
  const moods = { answer };
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(Buffer.from(chunk));
    const body = Buffer.concat(chunks).toString("utf8");
    const id = String(request.headers["webhook-id"]);
    received.push({ id, body, signed: isSigned(request.headers, body), url: request.url });
    moods.answer(response, request);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = z.object({ port: z.int() }).parse(server.address());
  const close = async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  return { url: `http://127.0.0.1:${port}/rouse`, received, moods, close };
};
