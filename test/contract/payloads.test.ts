import { createHmac } from "node:crypto";
import { describe, expect, it, vi } from "vitest";
import { actOnIntake, type IntakeOutcome } from "../../functions/act-on-intake/act-on-intake.ts";
import { receiveWebhook } from "../../functions/receive-webhook/receive-webhook.ts";
import { queue } from "../../shared/runtime/queue.ts";
import { lambdaContext, queueEventOf } from "../support/lambda-events.ts";
import { areRealBodiesThere, realBodies } from "../support/real-bodies.ts";
import { recordingWorld } from "../support/recording-world.ts";

const secret = "a secret";
type RealBody = (typeof realBodies)[number];
const headersOf = ({ source, topic, text: body }: RealBody): Record<string, string> => {
  const sign = (text: string) => createHmac("sha256", secret).update(text).digest("base64");
  switch (source) {
    case "shopify":
      return { "x-shopify-topic": topic, "x-shopify-hmac-sha256": sign(body) };
    case "woocommerce":
      return { "x-wc-webhook-topic": topic, "x-wc-webhook-signature": sign(body.trim()) };
    case "stripe": {
      const signature = createHmac("sha256", secret).update(`1795176000.${body}`).digest("hex");
      return { "stripe-signature": `t=1795176000,v1=${signature}` };
    }
  }
};

/** Through the door and the queue, as on a real day. */
const run = async (real: RealBody) => {
  const { source, text: body } = real;
  const world = recordingWorld();
  const messages: string[] = [];
  const receivedAt = new Date(1_795_176_000_000).toISOString();
  const answer = await receiveWebhook(
    { source, headers: headersOf(real), body: Buffer.from(body), receivedAt },
    {
      readSigningSecrets: async () => ({ current: secret }),
      data: world.data,
      enqueue: async (message) => {
        messages.push(JSON.stringify(message));
      },
      settings: world.deps.settings,
    },
  );
  const outcomes: IntakeOutcome[] = [];
  const work = queue(async (record) => {
    outcomes.push(await actOnIntake(record.body, world.deps));
  });
  const failures = await work(queueEventOf(messages), lambdaContext);
  const counted = [...world.store.rows.orders.values()].filter((order) => order.counted.state === "counted");
  const said = outcomes.map((outcome) =>
    "reason" in outcome ? `${outcome.outcome} because ${outcome.reason}` : outcome.outcome,
  );
  const states = [...world.store.rows.orders.values()].map(({ counted: state }) =>
    state.state === "counted" ? "counted" : state.reason,
  );
  const verdict =
    answer.status === 200
      ? `accepted as ${[answer.reason, ...said, ...states].join(", ")}`
      : `refused because ${answer.message.trim()}`;
  const told = JSON.stringify([answer.message, outcomes, failures, world.parked, [...world.data.objects.keys()]]);
  return { verdict, counted, told, body };
};

/** The bodies that are a purchase in US dollars, the shop's currency: paid, not cancelled, no test, some value left. */
const purchases = [
  "derived/phone_only_no_email.json",
  "derived/stale_update.json",
  "derived/unicode_zh_eai_email.json",
  "shopify/rest_2024-01_05_guest_single_from_list.json",
  "shopify/rest_2024-01_22_discount_code_phone.json",
  "shopify/rest_2024-01_27_email_changed.json",
  "woocommerce/doc_v3_order_0.json",
];

/** Addresses and names in a body: whatever stands under a key that sources use for them. */
const personalIn = (body: string): string[] => {
  const words = [
    ...body.matchAll(/"(?:email|email_address|contact_email|first_name|last_name|phone)"\s*:\s*"([^"]+)"/g),
  ];
  return words.flatMap(([, word = ""]) => (word.length > 3 && word !== "example string" ? word : []));
};

describe.skipIf(!areRealBodiesThere)("bodies of real systems", () => {
  it.each(realBodies)("$file is accepted, or parked with a named reason", async (real) => {
    const { file } = real;
    const { verdict, counted } = await run(real);
    console.info(`${file}: ${verdict}`);
    expect(verdict).toMatch(
      /^accepted as (queued, (recorded|unchanged|erased|exported|not-found|parked because nobody)|(?<reason>[a-z0-9-]+), parked because \k<reason>|ignored)/,
    );
    expect(counted.map(() => file)).toEqual(purchases.includes(file) ? [file] : []);
  });

  it("leave no address, name or number in answers, outcomes, dead letters, keys and logs", async () => {
    const logged: string[] = [];
    const spies = [process.stdout, process.stderr].map((stream) =>
      vi.spyOn(stream, "write").mockImplementation((chunk) => logged.push(String(chunk)) > 0),
    );
    const runs = [];
    for (const real of realBodies) runs.push(await run(real));
    for (const spy of spies) spy.mockRestore();
    const words = new Set(runs.flatMap(({ body }) => personalIn(body)));
    expect(words.size).toBeGreaterThan(10);
    const public_ = [...runs.map(({ told }) => told), ...logged].join("\n");
    expect([...words].filter((word) => public_.includes(word))).toEqual([]);
  });

  it("keep Shopify's own value of a partly refunded order: 199.65 of 598.94", async () => {
    const real = realBodies.filter(({ file }) => file === "shopify/rest_2024-01_27_email_changed.json");
    const [{ counted } = { counted: [] }] = await Promise.all(real.map(run));
    expect(counted).toMatchObject([{ netMinor: 19965, facts: { totalMinor: 59894, refunds: { "509562969": 39929 } } }]);
  });
});
