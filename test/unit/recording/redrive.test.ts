import { describe, expect, it } from "vitest";
import type { IntakeMessage } from "../../../shared/model/intake.ts";
import type { LookAgain } from "../../../shared/model/look-again.ts";
import type { DeadLetter } from "../../../shared/ports/dead-letters.ts";
import { redrive } from "../../../shared/recording/redrive.ts";
import { standardEvent } from "../../support/bodies.ts";
import { fakeFiles } from "../../support/fake-files.ts";
import { settings } from "../../support/recording-deps.ts";

const messageOf = (name: string, folder = "standard/2026-11-19") =>
  JSON.stringify({
    source: "standard",
    topic: "order-event",
    archiveKey: `archive/${folder}/${name}.json`,
    receivedAt: "2026-11-19T15:00:10.000Z",
  });

/** A queue of dead letters nobody understands: what is sent back is parked again at once, its body in another folder. */
const worldOf = (bodies: readonly string[], arriving: readonly string[] = []) => {
  const queue: DeadLetter[] = [];
  const put = (body: string, arrivedMeanwhile: boolean) => {
    const messageId = `m${queue.length}`;
    queue.push({ messageId, receipt: messageId, body, reason: "bad", arrivedMeanwhile });
  };
  for (const body of bodies) put(body, false);
  const sent: string[] = [];
  const released: string[] = [];
  const removed: string[] = [];
  const deps = (marksArrivals: boolean) => ({
    data: fakeFiles(),
    settings: settings(),
    enqueue: async ({ archiveKey }: IntakeMessage) => {
      sent.push(archiveKey);
      const name = archiveKey.slice(archiveKey.lastIndexOf("/") + 1).replace(".json", "");
      put(messageOf(name, "poison/standard"), marksArrivals);
      for (const body of arriving) put(body, true);
    },
    lookAgain: async ({ lookAgain }: LookAgain) => {
      sent.push(lookAgain);
    },
    deadLetters: {
      receive: async function* () {
        for (let index = 0; index < queue.length && index < 1_000; index++) {
          const deadLetter = queue[index];
          if (deadLetter) yield deadLetter;
        }
      },
      remove: async (receipt: string) => {
        removed.push(receipt);
      },
      release: async (receipts: readonly string[]) => {
        released.push(...receipts);
      },
    },
  });
  return { deps, sent, released, removed };
};

describe("redrive", () => {
  it("sends back an erasure that could not look again", async () => {
    const look = JSON.stringify({ lookAgain: "archive/erasures/abc.json" });
    const { deps, sent, removed } = worldOf([look]);
    const listed = await redrive({ sendBack: "none" }, deps(true));
    expect(listed.deadLetters).toMatchObject([{ topic: "look-again", reason: "understood-now", sentBack: false }]);
    expect((await redrive({ sendBack: "understood" }, deps(true))).deadLetters).toMatchObject([{ sentBack: true }]);
    expect([sent, removed]).toEqual([["archive/erasures/abc.json"], ["m0"]]);
  });

  it("finds the body of what was recorded before its worker died", async () => {
    const message = messageOf("aa", "incoming/standard/2026-11-19T15-00-10.000Z");
    const { deps } = worldOf([message]);
    const known = deps(true);
    await known.data.write("archive/standard/2026-11-19/aa.json", JSON.stringify(standardEvent({})));
    const { deadLetters } = await redrive({ sendBack: "none" }, known);
    expect(deadLetters).toMatchObject([{ reason: "understood-now" }]);
  });

  it.each([
    ["the queue tells what arrived meanwhile", true],
    ["the queue's clock is ahead", false],
  ])("sends a letter back once that comes back at once, where %s", async (_where, marks) => {
    const { deps, sent, released, removed } = worldOf([messageOf("a"), messageOf("b"), "no message"]);
    const { deadLetters, leftForNextRun } = await redrive({ sendBack: "all" }, deps(marks));
    expect(sent).toEqual(["archive/standard/2026-11-19/a.json", "archive/standard/2026-11-19/b.json"]);
    expect(deadLetters.map(({ reason, sentBack }) => [reason, sentBack])).toEqual([
      ["body-missing", true],
      ["body-missing", true],
      ["bad", false],
    ]);
    expect(leftForNextRun).toBe(2);
    expect(removed).toEqual(["m0", "m1"]);
    expect(released).toEqual(["m2", "m3", "m4"]);
  });

  it.each([
    ["no JSON", Buffer.from("{"), "broken-json"],
    ["not UTF-8", Buffer.from('{"name":"M\xfcller"}', "latin1"), "not-utf8"],
    ["not of our format", Buffer.from('{"type":"order.updated","order":{}}'), "wrong-shape"],
  ])("says of a body that is %s what does not fit, and sends it back when asked to", async (_what, body, reason) => {
    const { deps, sent } = worldOf([messageOf("a", "poison/standard/2026-11-19T15-00-10.000Z")]);
    const known = deps(true);
    const archiveKey = "archive/poison/standard/2026-11-19T15-00-10.000Z/a.json";
    await known.data.write(archiveKey, body);
    const { deadLetters } = await redrive({ sendBack: "none" }, known);
    expect(deadLetters).toMatchObject([{ reason, archiveKey, detail: expect.any(String) }]);
    await redrive({ sendBack: "understood" }, known);
    expect(sent).toEqual([]);
    await redrive({ sendBack: "all" }, known);
    expect(sent).toEqual([archiveKey]);
  });

  it("leaves dead letters of others that arrive while it runs for the next run", async () => {
    const { deps, sent } = worldOf([messageOf("a")], [messageOf("new")]);
    expect(await redrive({ sendBack: "all" }, deps(true))).toMatchObject({ leftForNextRun: 2 });
    expect(sent).toHaveLength(1);
  });
});
