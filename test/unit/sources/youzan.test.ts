import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { receiveWebhook } from "../../../functions/receive-webhook/receive-webhook.ts";
import { readIntent } from "../../../shared/sources/read-intent.ts";
import { sources } from "../../../shared/sources/sources.ts";
import { settings } from "../../support/recording-deps.ts";
import { recordingWorld } from "../../support/recording-world.ts";

const receivedAt = "2026-11-20T12:00:00.000Z";
const shop = settings({ currency: "CNY", timeZone: "Asia/Shanghai" });

type Parts = { info?: object; pay?: object; refunds?: object[]; message?: object };
const message = ({ info = {}, pay = {}, refunds = [], message: more = {} }: Parts = {}) => {
  const trade = {
    full_order_info: {
      order_info: {
        tid: "E20261119134351041802034",
        status: "WAIT_SELLER_SEND_GOODS",
        created: "2026-11-19 23:43:52",
        update_time: "2026-11-19 23:46:34",
        refund_state: 0,
        ...info,
      },
      pay_info: { total_fee: "100.00", post_fee: "6.00", payment: "98.00", ...pay },
      buyer_info: { yz_open_id: "open-1", buyer_phone: "13800000000", fans_id: 0 },
      orders: [{ title: "大米 10 kg", outer_sku_id: "", outer_item_id: "RICE", num: 4, payment: "92.00" }],
    },
    refund_order: refunds,
  };
  const msg = encodeURIComponent(JSON.stringify(trade)).replaceAll("%20", "+");
  return { type: "trade_TradePaid", id: "E1", kdt_id: 1, mode: 1, test: false, msg, ...more };
};
const read = (body: object) =>
  readIntent({ source: "youzan", topic: "event", receivedAt, body: Buffer.from(JSON.stringify(body)) }, shop);
const judged = async (...bodies: object[]) => {
  const world = recordingWorld(shop);
  for (const body of bodies) await world.deliver("youzan", "event", body);
  return [...world.store.rows.orders.values()];
};

describe("a trade at Youzan", () => {
  it("keeps the offset of a time that has one", () => {
    const info = { created: "2026-11-19T23:43:52+08:00", update_time: "2026-11-19T15:46:34Z" };
    expect(read(message({ info }))).toMatchObject({
      facts: { orderedAt: "2026-11-19T15:43:52.000Z", updatedAt: "2026-11-19T15:46:34.000Z" },
    });
  });

  it("is read out of its message, in yuan and Beijing's time", async () => {
    expect(read(message())).toMatchObject({
      person: { customerId: "open-1", emails: [], phones: ["+8613800000000"] },
      facts: {
        orderId: "E20261119134351041802034",
        orderedAt: "2026-11-19T15:43:52.000Z",
        updatedAt: "2026-11-19T15:46:34.000Z",
        currency: "CNY",
        totalMinor: 9800,
        discountMinor: 800,
        items: [{ sku: "RICE", title: "大米 10 kg", quantity: 4, totalMinor: 9200 }],
      },
    });
    expect(await judged(message())).toMatchObject([
      { netMinor: 9800, day: "2026-11-19", counted: { state: "counted" } },
    ]);
  });

  it("loses a refund when the trade says that it went back", async () => {
    const refunds = [{ refund_id: "R1", refund_fee: "20.00" }];
    expect(await judged(message({ info: { refund_state: 1 }, refunds }))).toMatchObject([{ netMinor: 9800 }]);
    const part = message({ info: { refund_state: 2, update_time: "2026-11-20 10:00:00" }, refunds });
    for (const told of [
      [message(), part],
      [part, message()],
    ])
      expect(await judged(...told)).toMatchObject([{ netMinor: 7800 }]);
    const all = message({ info: { refund_state: 12, status: "TRADE_CLOSED" }, refunds });
    expect(await judged(all)).toMatchObject([{ counted: { reason: "refunded-in-full" } }]);
  });

  it.each([
    ["WAIT_BUYER_PAY", "unpaid"],
    ["TRADE_CLOSED", "cancelled"],
  ])("does not count as %s", async (status, reason) => {
    expect(await judged(message({ info: { status } }))).toMatchObject([{ counted: { state: "not-counted", reason } }]);
  });

  it("is none in a test push, nor in messages about other things; what is no trade is parked", () => {
    expect(read(message({ message: { test: true, msg: "anything" } })).kind).toBe("ignored");
    expect(read(message({ message: { type: "item_ItemUpdate", msg: "" } })).kind).toBe("ignored");
    for (const msg of ["%E0%A4%A", "no JSON", "", null]) {
      expect(() => read(message({ message: { msg } }))).toThrow(/JSON|address/);
    }
  });
});

describe("Youzan's signature", () => {
  const body = JSON.stringify(message());
  const sign = (text: string) => createHash("md5").update(`client${text}secret`).digest("hex");
  const verify = (given: string | undefined, text = body) =>
    sources.youzan.verify(
      { headers: { "event-sign": given }, body: Buffer.from(text), now: receivedAt },
      { current: "secret", clientId: "client" },
    );

  it("is MD5 over client id, body and secret, of a body that is not large", () => {
    expect(verify(sign(body))).toEqual({ verified: true });
    expect(verify(sign(body).toUpperCase())).toEqual({ verified: true });
    expect(verify(sign(`${body} `))).toMatchObject({ reason: "bad-signature" });
    expect(verify(undefined)).toMatchObject({ reason: "no-signature" });
    const large = " ".repeat(300_000);
    expect(verify(sign(large), large)).toMatchObject({ reason: "bad-signature" });
  });

  it("that is right is answered as Youzan wants to read it, whatever becomes of the body", async () => {
    const post = (text: string) =>
      receiveWebhook(
        { source: "youzan", headers: { "event-sign": sign(text) }, body: Buffer.from(text), receivedAt },
        {
          readSigningSecrets: async () => ({ current: "secret", clientId: "client" }),
          data: { write: async () => {} },
          enqueue: async () => {},
          settings: shop,
        },
      );
    for (const text of [body, '{"type":"item_ItemUpdate"}', '{"type":"trade_TradePaid","msg":"odd"}']) {
      expect(await post(text)).toMatchObject({ status: 200, message: '{"code":0,"msg":"success"}' });
    }
  });
});
