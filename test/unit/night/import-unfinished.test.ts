import { describe, expect, it } from "vitest";
import type { ImportMark } from "../../../shared/model/import-mark.ts";
import { smallShop } from "../../support/night-shop.ts";
import { holdNight, nightWorld, receivedFiles, stepsOf } from "../../support/night-world.ts";

const asOf = "2026-11-20";
const at = "2026-11-21T03:30:00.000Z";
const shop = smallShop(200, asOf);
const settings = { shop: { postalAddress: "1 Main St" }, mail: { sending: "on", holdoutShare: 0 } };
const began = { startedAt: "2026-11-21T03:00:00.000Z", wroteAt: "2026-11-21T03:29:30.000Z" };

const worldWith = async (mark?: ImportMark) => {
  const world = nightWorld({ customers: shop, settings, counted: 50_000 });
  if (mark) await world.files.saveImportMark(mark);
  return world;
};
const linesOf = (text = "") => text.split("\r\n").slice(1, -1);
const reportSays = (files: Map<string, string>) => /<aside.*?<\/aside>/s.exec(files.get("report.html") ?? "")?.[0];

describe("a night that meets an import of orders", () => {
  it("mails nobody, and says so in its files, its report and its answer", async () => {
    const world = await worldWith(began);
    const runId = await holdNight(world, { at });
    const files = receivedFiles(world, asOf);
    const lines = linesOf(files.get("messages.csv"));
    expect(world.sent).toEqual([]);
    expect(lines.length).toBeGreaterThan(3);
    const held = lines.filter((line) => line.includes(",waiting,import-unfinished,"));
    expect(held.length).toBeGreaterThan(3);
    expect(await world.close(runId)).toMatchObject({
      written: 0,
      importMet: { whenPlanned: true, held: held.length },
    });
    expect(reportSays(files)).toContain("may rest on a part of the customers&#39; history");
    expect(reportSays(files)).toContain(`${held.length} mails were held`);
  });

  it("counts as held what every other gate lets pass, and nothing else", async () => {
    const mail = { sending: "on", holdoutShare: 0.3 };
    const customers = shop.map((customer, index) =>
      index % 3 === 0 ? { ...customer, consents: { granted: {} } } : customer,
    );
    const options = { customers, settings: { ...settings, mail }, counted: 50_000 };
    const [undisturbed, world] = [nightWorld(options), nightWorld(options)];
    await holdNight(undisturbed, { at });
    await world.files.saveImportMark(began);
    const runId = await holdNight(world, { at });
    const sent = undisturbed.sent.length;
    expect(sent).toBeGreaterThan(0);
    expect(receivedFiles(world, asOf).get("messages.csv")).toContain("stopped,no-consent");
    expect(receivedFiles(world, asOf).get("messages.csv")).toContain("stopped,holdout");
    expect(await world.close(runId)).toMatchObject({ wouldBeMail: 0, importMet: { held: sent } });
  });

  it("writes when it is run again after the import has ended, to everybody it would have written to", async () => {
    const undisturbed = await worldWith();
    await holdNight(undisturbed, { at });
    const world = await worldWith(began);
    await holdNight(world, { at });
    await world.files.saveImportMark({ ...began, finishedAt: "2026-11-21T03:40:00.000Z" });
    const again = await holdNight(world, { at: "2026-11-21T04:00:00.000Z" });
    expect(world.sent.map(({ to }) => to).sort()).toEqual(undisturbed.sent.map(({ to }) => to).sort());
    expect(receivedFiles(world, asOf).get("messages.csv")).toBe(receivedFiles(undisturbed, asOf).get("messages.csv"));
    expect(await world.close(again)).toMatchObject({ importMet: { whenPlanned: false, held: 0 } });
    expect(reportSays(receivedFiles(world, asOf))).toBeUndefined();
  });

  it("holds the rest of its mail where the import begins while it writes", async () => {
    const world = await worldWith();
    const plan = await world.plan({ at });
    for (const { name, run } of stepsOf(world, plan)) {
      if (name === "notify 1") await world.files.saveImportMark({ startedAt: at, wroteAt: at });
      await run();
    }
    const sent = world.sent.length;
    const outcomes = linesOf(receivedFiles(world, asOf).get("messages.csv")).map((line) => line.split(",")[4]);
    expect(sent).toBeGreaterThan(0);
    expect(outcomes.filter((outcome) => outcome === "sent")).toHaveLength(sent);
    expect(await world.close(plan.runId)).toMatchObject({
      importMet: { whenPlanned: false, held: expect.any(Number) },
    });
    expect(reportSays(receivedFiles(world, asOf))).toMatch(/mails were held/);
    expect(reportSays(receivedFiles(world, asOf))).not.toContain("part of the customers");
  });

  it("goes on without a word one day after an import was given up", async () => {
    const world = await worldWith({ startedAt: "2026-11-20T02:00:00.000Z", wroteAt: "2026-11-20T03:29:59.000Z" });
    const runId = await holdNight(world, { at });
    expect(world.sent.length).toBeGreaterThan(0);
    expect(await world.close(runId)).toMatchObject({ importMet: { whenPlanned: false, held: 0 } });
  });
});

describe("a night after recording was held", () => {
  const many = { webhooks: 1_001, deadLetters: 0 };
  const few = { webhooks: 1_000, deadLetters: 0 };
  const held = { ...settings, intake: { recording: "held" } };
  const first = { ...began, first: true as const };
  const ended = (finishedAt: string) => ({ ...first, finishedAt });
  type Given = Parameters<typeof nightWorld>[0];
  const outcomeOf = async (given: Partial<Given>, mark?: ImportMark) => {
    const world = nightWorld({ customers: shop, settings, counted: 50_000, ...given });
    if (mark) await world.files.saveImportMark(mark);
    const outcome = await world.close(await holdNight(world, { at }));
    return { sent: world.sent.length, ...outcome.importMet };
  };
  const nightBefore = async (given: Partial<Given>) => {
    const world = nightWorld({ customers: shop, settings, counted: 50_000, ...given });
    await holdNight(world, { at: "2026-11-20T03:30:00.000Z" });
    return world;
  };
  const isHeld = { sent: 0, whenPlanned: true, held: expect.any(Number) };
  const mails = { sent: expect.toSatisfy((sent: number) => sent > 0), whenPlanned: false, held: 0 };

  it.each([
    ["in this hour", "2026-11-21T03:00:00.000Z"],
    ["nine days ago", "2026-11-12T03:00:00.000Z"],
  ])("mails nobody while refusals may wait still, after a first history that ended %s", async (_when, finishedAt) => {
    expect(await outcomeOf({ waiting: many }, ended(finishedAt))).toEqual(isHeld);
  });

  it("mails nobody while they wait where the night before was planned with recording held, import or not", async () => {
    const after = await nightBefore({ settings: held });
    expect(await outcomeOf({ waiting: many, after })).toEqual(isHeld);
  });

  it("mails nobody once it is held, though it was not yet when the night was planned", async () => {
    const before = nightWorld({ customers: shop, settings, counted: 50_000 });
    const plan = await before.plan({ at });
    const steps = (world: typeof before, from: string, to: string) =>
      stepsOf(world, plan).slice(
        ...[from, to].map((name) => stepsOf(world, plan).findIndex((step) => step.name === name)),
      );
    for (const { run } of steps(before, "compare", "notify 0")) await run();
    const replace = { isRecordingHeld: true };
    const world = nightWorld({ customers: shop, settings, counted: 50_000, after: before, replace });
    for (const { run } of steps(world, "notify 0", "close")) await run();
    expect(world.sent).toEqual([]);
    expect(await world.close(plan.runId)).toMatchObject({
      importMet: { whenPlanned: false, held: expect.toSatisfy((held: number) => held > 3) },
    });
  });

  it("mails once no more wait than come in at any time, and whatever waits where nothing was held", async () => {
    const after = await nightBefore({ settings: held });
    expect(await outcomeOf({ waiting: few, after })).toEqual(mails);
    expect(await outcomeOf({ waiting: few }, ended("2026-11-21T03:00:00.000Z"))).toEqual(mails);
    expect(await outcomeOf({ waiting: many }, ended("2026-11-11T03:00:00.000Z"))).toEqual(mails);
    expect(await outcomeOf({ waiting: many }, { ...began, finishedAt: "2026-11-21T03:00:00.000Z" })).toEqual(mails);
    expect(await outcomeOf({ waiting: many, after: await nightBefore({}) })).toEqual(mails);
  });
});
