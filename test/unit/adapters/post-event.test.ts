import { createServer, type Socket } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import * as z from "zod";
import { httpPostEvent } from "../../../shared/adapters/post-event.ts";
import { isPrivateAddress } from "../../../shared/adapters/private-address.ts";
import { startReceiver } from "../../support/message-receiver.ts";

const started: { close: () => Promise<void> }[] = [];
afterEach(async () => {
  for (const server of started.splice(0)) await server.close();
});
const receiver = async (...given: Parameters<typeof startReceiver>) => {
  const one = await startReceiver(...given);
  started.push(one);
  return one;
};
/** Says these bytes to whoever connects, and leaves the connection open. */
const rawServer = async (answer: string) => {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => {}).once("data", () => socket.write(answer));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = z.object({ port: z.int() }).parse(server.address());
  started.push({
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  });
  return { url: `http://127.0.0.1:${port}/` };
};
const post = httpPostEvent(120_000);
const event = (url: string) => ({ url, headers: { "webhook-id": "msg_1" }, body: '{"text":"你好"}' });

describe("an event that is posted", () => {
  it("arrives whole, once, and its status is the answer", async () => {
    const one = await receiver();
    expect(await post(event(one.url))).toEqual({ status: 202 });
    expect(one.received).toMatchObject([{ id: "msg_1", body: '{"text":"你好"}' }]);
  });

  it.each([200, 400, 401, 404, 429, 500, 503])("is answered with %i, whatever is said beside it", async (status) => {
    const one = await receiver((response) => response.writeHead(status).end("x".repeat(100_000)));
    expect(await post(event(one.url))).toEqual({ status });
  });

  it("follows no redirect", async () => {
    const elsewhere = await receiver();
    const one = await receiver((response) => response.writeHead(307, { location: elsewhere.url }).end());
    expect(await post(event(one.url))).toEqual({ status: 307 });
    expect(elsewhere.received).toEqual([]);
  });

  it("has no answer where the receiver never gives one, or hangs up over it", async () => {
    const silent = await receiver(() => {});
    expect(await httpPostEvent(2_000)(event(silent.url))).toEqual({ failure: "no-answer" });
    expect(silent.received).toHaveLength(1);
    const rude = await receiver((_response, request) => request.socket.destroy());
    expect(await post(event(rude.url))).toEqual({ failure: "no-answer" });
  });

  it("has no answer where the receiver changes to another protocol", async () => {
    const one = await rawServer("HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n");
    expect(await post(event(one.url))).toEqual({ failure: "no-answer" });
  });

  it("was surely not sent where no connection came to be", async () => {
    const gone = await startReceiver();
    await gone.close();
    expect(await post(event(gone.url))).toEqual({ failure: "no-connection" });
    expect(await post(event("https://no-such-name.invalid/"))).toEqual({ failure: "no-connection" });
  });

  it("goes to no name that leads into a network of one's own", async () => {
    const one = await receiver();
    expect(await post(event(one.url.replace("127.0.0.1", "localhost")))).toEqual({ failure: "no-connection" });
    const { port } = new URL(one.url);
    for (const spelling of ["127.0.0.1", "0x7f.1", "2130706433", "[::ffff:127.0.0.1]", "[::1]"])
      expect(await post(event(`https://${spelling}:${port}/`))).toEqual({ failure: "no-connection" });
    expect(one.received).toEqual([]);
  });
});

describe("an address that is not public", () => {
  it.each([
    ...["127.0.0.1", "10.1.2.3", "172.31.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1"],
    ...["::1", "::", "fd00:ec2::254", "fe80::1", "::ffff:10.0.0.1", "64:ff9b::a00:1", "2002:a00:1::"],
    ...["2001:0:a00:1::1", "::ffff:0:10.0.0.1", "fec0::1", "100::1", "192.88.99.1", "192.0.2.1", "2001:db8::1"],
  ])("is %s", (address) => expect(isPrivateAddress(address)).toBe(true));

  it.each(["8.8.8.8", "172.32.0.1", "192.169.0.1", "2606:4700::1111", "2001:4860:4860::8888"])("is not %s", (address) =>
    expect(isPrivateAddress(address)).toBe(false),
  );
});
