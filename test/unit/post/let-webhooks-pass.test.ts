import { describe, expect, it } from "vitest";
import { letWebhooksPass } from "../../../shared/post/let-webhooks-pass.ts";
import { notifyShard } from "../../../shared/post/notify-shard.ts";
import { asOf, customer, nightRun, notifyWorld, winBack } from "../../support/notify-world.ts";

/** A queue that is shorter at each look. */
const queueOf = (...lengths: number[]) => {
  const seen: string[] = [];
  const countWebhooks = async () => {
    const length = lengths.length > 1 ? lengths.shift() : lengths[0];
    seen.push(`${length}`);
    return length ?? 0;
  };
  return { seen, countWebhooks, pauseForWebhooks: async () => void seen.push("pause") };
};
const shard = { runId: `${asOf}-1`, shard: 0 };

describe("webhooks are recorded before the first message of a shard leaves", () => {
  it("at once where none waits; as soon as none does", async () => {
    const [empty, short] = [queueOf(0), queueOf(380, 12, 0)];
    expect([await letWebhooksPass(empty), await letWebhooksPass(short)]).toEqual([false, false]);
    expect(empty.seen).toEqual(["0"]);
    expect(short.seen).toEqual(["380", "pause", "12", "pause", "0"]);
  });

  it("with an end: what a busy shop tells never ends, and what waits for long holds", async () => {
    const [busy, behind] = [queueOf(3), queueOf(1_001)];
    expect([await letWebhooksPass(busy), await letWebhooksPass(behind)]).toEqual([false, true]);
    expect(busy.seen.filter((one) => one === "pause")).toHaveLength(12);
  });

  it("so that who refused before a shard began is not written to", async () => {
    const world = notifyWorld([winBack("a")], [customer("a")]);
    let known = customer("a");
    const whoTheyAre = async () => new Map([["a", known]]);
    const pauseForWebhooks = async () => {
      known = customer("a", { consent: { state: "denied", basis: "none" } });
    };
    await notifyShard(shard, { ...world.deps, ...queueOf(1, 0), whoTheyAre, pauseForWebhooks });
    expect(world.files.at(-1)).toMatchObject([{ outcome: "stopped", reason: "no-consent" }]);
    expect(world.mailer.taken).toEqual([]);
  });

  it("and nobody is where too many wait; what would send nothing does not ask", async () => {
    const world = notifyWorld([winBack("a")], [customer("a")]);
    await notifyShard(shard, { ...world.deps, ...queueOf(5_000) });
    expect(world.files.at(-1)).toMatchObject([{ outcome: "waiting", reason: "import-unfinished" }]);
    for (const run of [
      nightRun({}, { simulated: true }),
      nightRun({ mail: { sending: "off", holdoutShare: 0, sender: { email: "hello@shop.example" } } }),
    ]) {
      const quiet = notifyWorld([winBack("a")], [customer("a")], run);
      const queue = queueOf(5_000);
      await notifyShard(shard, { ...quiet.deps, ...queue });
      expect(queue.seen).toEqual([]);
    }
  });
});
