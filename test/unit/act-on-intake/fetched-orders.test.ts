import { describe, expect, it } from "vitest";
import { actOnIntake } from "../../../functions/act-on-intake/act-on-intake.ts";
import { orderFetcher } from "../../../functions/act-on-intake/fetch-order.ts";
import { RouseError } from "../../../shared/model/errors.ts";
import { eraseCustomer } from "../../../shared/recording/erase-customer.ts";
import { redrive } from "../../../shared/recording/redrive.ts";
import { sampleSale } from "../../../shared/sources/sample-webhook.ts";
import { sources } from "../../../shared/sources/sources.ts";
import { settings } from "../../support/recording-deps.ts";
import { recordingWorld } from "../../support/recording-world.ts";

const at = "2026-11-20T12:00:00.000Z";
const { bodyOf, fetch } = sources.bigcommerce;
const sale = sampleSale(at, settings());
const answer = { body: Buffer.from(fetch?.bodyOf(sale) ?? "") };
const named = bodyOf(sale);

const deliverNamed = (world: ReturnType<typeof recordingWorld>) => world.deliver("bigcommerce", "event", named);
const workThrough = async ({ queued, deps }: ReturnType<typeof recordingWorld>) => {
  const outcomes = [];
  for (const message of queued.splice(0)) outcomes.push((await actOnIntake(JSON.stringify(message), deps)).outcome);
  return outcomes;
};

describe("an order that a webhook only names", () => {
  it("is fetched, archived, and recorded by a message of its own, once however often it is named", async () => {
    const world = recordingWorld();
    world.deps.fetchOrder = async () => answer;
    expect(await deliverNamed(world)).toEqual({ outcome: "fetched" });
    expect(world.queued).toMatchObject([{ source: "bigcommerce", topic: "fetched-order" }]);
    expect(await workThrough(world)).toEqual(["recorded"]);
    const orders = () => [...world.store.rows.orders.values()];
    expect(orders()).toMatchObject([
      { orderKey: `bigcommerce#${sale.orderId}`, netMinor: 4200, counted: { state: "counted" } },
    ]);
    const later = "2026-11-20T13:00:00.000Z";
    await world.deliver("bigcommerce", "event", named, later);
    expect(await workThrough(world)).toEqual(["unchanged"]);
    expect(orders()).toHaveLength(1);
  });

  it("is erased with its customer, its fetched body too, also while that is on its way", async () => {
    const world = recordingWorld();
    world.deps.fetchOrder = async () => answer;
    await deliverNamed(world);
    await workThrough(world);
    await world.deliver("bigcommerce", "event", named, "2026-11-20T13:00:00.000Z");
    const erasing = { now: "2026-11-22T00:00:00.000Z", askedAt: "2026-11-22T00:00:00.000Z" };
    await eraseCustomer(["bigcommerce:7001"], erasing, world.deps);
    await world.lookAgain();
    const kept = world.keptFiles().map((key) => Buffer.from(world.data.objects.get(key) ?? "").toString());
    expect(kept.filter((text) => text.includes("ada@example.com"))).toEqual([]);
    expect(await workThrough(world)).toEqual(["erased-before"]);
  });

  it.each(["gone-at-source", "token-refused", "no-token"] as const)(
    "is parked as %s, which the operator is told, and fetched when it is sent back",
    async (refusal) => {
      const world = recordingWorld();
      world.deps.fetchOrder = async () => ({ refusal });
      expect(await deliverNamed(world)).toEqual({ outcome: "parked", reason: refusal });
      const [parked] = world.parked;
      const body = parked?.message ?? "";
      const deadLetters = {
        async *receive() {
          yield { messageId: "1", body, receipt: "r", reason: refusal, arrivedMeanwhile: false };
        },
        remove: async () => {},
        release: async () => {},
      };
      const listed = await redrive({ sendBack: "all" }, { ...world.deps, deadLetters });
      expect(listed.deadLetters).toMatchObject([{ source: "bigcommerce", reason: refusal, sentBack: true }]);
      world.deps.fetchOrder = async () => answer;
      expect(await workThrough(world)).toEqual(["fetched"]);
      expect(await workThrough(world)).toEqual(["recorded"]);
    },
  );

  it("comes again where the shop's API is down", async () => {
    const world = recordingWorld();
    world.deps.fetchOrder = async () => {
      throw new RouseError("SourceUnavailableError", "down");
    };
    await expect(deliverNamed(world)).rejects.toThrow("down");
    world.deps.fetchOrder = async () => answer;
    expect(await deliverNamed(world)).toEqual({ outcome: "fetched" });
  });
});

describe("who fetches", () => {
  it("asks as the room says, and does not ask without a token", async () => {
    const asked: string[] = [];
    const secrets = { current: "s", token: "T", api: "https://api.bigcommerce.com/stores/abc" };
    const fetcher = (given: typeof secrets | { current: string }) =>
      orderFetcher(
        async () => given,
        async ({ url, headers }) => {
          asked.push(`${url} ${headers["x-auth-token"]}`);
          return answer;
        },
      );
    expect(await fetcher(secrets)("bigcommerce", "250")).toEqual(answer);
    expect(await fetcher({ current: "s" })("bigcommerce", "250")).toEqual({ refusal: "no-token" });
    expect(await fetcher(secrets)("shopify", "250")).toEqual({ refusal: "no-token" });
    expect(asked).toEqual([
      "https://api.bigcommerce.com/stores/abc/v2/orders/250?include=consignments,consignments.line_items T",
    ]);
  });
});
