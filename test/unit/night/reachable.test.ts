import { describe, expect, test } from "vitest";
import { reachabilityOf, reachabilityRules } from "../../../shared/mail/reachability.ts";
import type { Customer } from "../../../shared/model/customer.ts";
import { fakeSuppressions } from "../../support/fake-suppressions.ts";
import { customerWith, holdNight, nightWorld, receivedFiles } from "../../support/night-world.ts";
import { settings } from "../../support/recording-deps.ts";

const at = "2026-10-01T08:00:00.000Z";
/** Old buyers, all of whom agreed to marketing mail. */
const buyer = (id: string, more: Partial<Customer> = {}) =>
  customerWith(id, [["2025-01-10", 5000] as const, ["2025-02-12", 9000] as const, ["2025-03-10", 7000] as const], more);

const suppressedWorld = async () => {
  const store = fakeSuppressions();
  await store.suppress({ emailKey: "key-of-gone", reason: "unsubscribed", at });
  await store.suppress({ emailKey: "key-of-dead", reason: "bounced", at });
  await store.suppress({ emailKey: "key-of-old", reason: "unsubscribed", at });
  const customers = [
    buyer("fine"),
    buyer("gone"),
    buyer("dead"),
    buyer("moved", { identities: ["csv:moved", "email:key-of-old", "email:key-of-moved"] }),
    buyer("silent", { consents: { granted: {} } }),
    buyer("shy", { profile: {} }),
    buyer("firm", { profile: { email: "info@mill.example" } }),
  ];
  const asked: number[] = [];
  const replace = {
    readSuppressions: async (keys: readonly string[]) => {
      asked.push(keys.length);
      return store.readSuppressions(keys);
    },
  };
  return { world: nightWorld({ customers, replace }), asked };
};

const linesOf = (text: string | undefined): string[] => (text ?? "").trim().split("\r\n").slice(1);
const idsIn = (text: string | undefined): string[] => linesOf(text).map((line) => line.split(",")[0] ?? "");

describe("who unsubscribed is in no list to be mailed", () => {
  test("a night leaves suppressed people out of reachable and worth-waking, says why, and lists them to be excluded elsewhere", async () => {
    const { world, asked } = await suppressedWorld();
    await holdNight(world, { at: "2026-11-21T03:30:00.000Z" });
    const files = receivedFiles(world, "2026-11-20");
    const [header = "", ...lines] = (files.get("customers.csv") ?? "").trim().split("\r\n");
    const column = header.split(",").indexOf("reachable");
    expect(Object.fromEntries(lines.map((line) => [line.split(",")[0], line.split(",")[column]]))).toEqual({
      fine: "yes",
      gone: "unsubscribed",
      dead: "bounced",
      moved: "unsubscribed",
      silent: "no-consent",
      shy: "no-address",
      firm: "role-address",
    });
    expect(idsIn(files.get("segments/reachable.csv"))).toEqual(["fine"]);
    expect(idsIn(files.get("segments/reachable-asleep.csv"))).toEqual(["fine"]);
    expect(idsIn(files.get("segments/worth-waking.csv"))).toEqual(["fine"]);
    expect(idsIn(files.get("segments/do-not-mail.csv"))).toEqual(["dead", "gone", "moved"]);
    expect(files.get("segments/do-not-mail.csv")).toContain("gone@example.com");
    expect(Math.max(...asked)).toBeLessThanOrEqual(100);
  });

  test("the list to be excluded holds who bought nothing that counts as well, with empty numbers, the same every time", async () => {
    const store = fakeSuppressions();
    await store.suppress({ emailKey: "key-of-refunded", reason: "unsubscribed", at });
    await store.suppress({ emailKey: "key-of-tomorrow", reason: "complained", at });
    const never = (id: string, more: Partial<Customer> = {}) => customerWith(id, [], more);
    const customers = [
      buyer("fine"),
      never("refunded"),
      never("refused", { consents: { denied: { state: "denied", basis: "explicit", at }, granted: {} } }),
      customerWith("tomorrow", [["2026-11-21", 5000]]),
      never("silent", { consents: { granted: {} } }),
      never("willing"),
      never("nobody", { emailKey: "key-of-refunded", identities: [] }),
      never("gone", { emailKey: "key-of-refunded", erasedAt: at }),
    ];
    const world = nightWorld({ customers, replace: { readSuppressions: store.readSuppressions } });
    await holdNight(world, { at: "2026-11-21T03:30:00.000Z" });
    const files = receivedFiles(world, "2026-11-20");
    const list = files.get("segments/do-not-mail.csv");
    expect(idsIn(list)).toEqual(["refunded", "refused", "tomorrow"]);
    expect(linesOf(list).map((line) => line.split(",").filter((cell) => cell !== ""))).toEqual([
      ["refunded", "refunded@example.com", "granted", "unsubscribed"],
      ["refused", "refused@example.com", "prospect", "denied", "no-consent"],
      ["tomorrow", "tomorrow@example.com", "granted", "complained"],
    ]);
    const columns = files.get("customers.csv")?.split("\r\n")[0]?.split(",").length;
    expect(linesOf(list).map((line) => line.split(",").length)).toEqual([columns, columns, columns]);
    expect(idsIn(files.get("customers.csv"))).toEqual(["fine"]);
    expect(files.get("segments.csv")).toContain("do-not-mail,segments/do-not-mail.csv,3,");
    expect(files.get("manifest.json")).toMatch(/"path": "segments\/do-not-mail.csv",\s+"rows": 3,/);
    await holdNight(world, { at: "2026-11-21T04:30:00.000Z" });
    expect(receivedFiles(world, "2026-11-20")).toEqual(files);
  });

  test("the report counts them as not reachable", async () => {
    const { world } = await suppressedWorld();
    const runId = await holdNight(world, { at: "2026-11-21T03:30:00.000Z" });
    expect((await world.deps.readScoreTally(runId, 0)).all).toMatchObject({ customers: 7, reachable: 1 });
  });
});

const rules = reachabilityRules(settings({ mail: { sender: { email: "hello@shop.example" } } }), "2026-11-21");

describe("reachabilityOf", () => {
  const suppressed = new Map([["key-of-a", { emailKey: "key-of-a", reason: "complained" as const, at }]]);

  test("gives the first reason of the gates' order: address, suppression, consent", () => {
    expect(reachabilityOf(buyer("a", { profile: {}, consents: { granted: {} } }), suppressed, rules)).toBe(
      "no-address",
    );
    expect(reachabilityOf(buyer("a", { consents: { granted: {} } }), suppressed, rules)).toBe("complained");
    expect(reachabilityOf(buyer("b", { consents: { granted: {} } }), suppressed, rules)).toBe("no-consent");
    expect(reachabilityOf(buyer("b"), suppressed, rules)).toBe("yes");
  });

  test("an address that no mail could reach is none", () => {
    expect(reachabilityOf(buyer("a", { profile: { email: "not an address" } }), new Map(), rules)).toBe("no-address");
  });

  test.each([
    ["hello@shop.example", "shops-own-address"],
    ["ann@shop.example", "staff-address"],
    ["noemail@mail.example", "placeholder-address"],
    ["x1@marketplace.amazon.de", "relay-address"],
    ["ann@mailinator.com", "disposable-address"],
    ["info@mill.example", "role-address"],
    ["shop+x@mill.example", "role-address"],
  ])("%s is no person's mailbox: %s, also for who agreed", (email, reason) => {
    expect(reachabilityOf(buyer("b", { profile: { email } }), new Map(), rules)).toBe(reason);
  });

  test("a bounce of a former address says nothing of the new one; a complaint outweighs a bounce", () => {
    const former = { identities: ["email:key-of-former"] };
    const bounced = new Map([["key-of-former", { emailKey: "key-of-former", reason: "bounced" as const, at }]]);
    expect(reachabilityOf(buyer("a", former), bounced, rules)).toBe("yes");
    const both = new Map([
      ["key-of-a", { emailKey: "key-of-a", reason: "bounced" as const, at }],
      ["key-of-former", { emailKey: "key-of-former", reason: "complained" as const, at }],
    ]);
    expect(reachabilityOf(buyer("a", former), both, rules)).toBe("complained");
  });
});
