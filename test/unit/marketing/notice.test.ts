import { expect, test } from "vitest";
import { readReport } from "../../../shared/marketing/report-token.ts";
import { smallShop } from "../../support/night-shop.ts";
import { holdNight, nightKeys, nightWorld } from "../../support/night-world.ts";

const at = "2026-11-21T03:30:00.000Z";
const recipients = ["marketing@shop.example", "boss@shop.example"];
const worldWith = (notices: object) =>
  nightWorld({ customers: smallShop(80, "2026-11-20"), settings: { notices }, now: at });
const textOf = (raw: Uint8Array | undefined) =>
  Buffer.from(raw ?? "")
    .toString("utf8")
    .replaceAll("=\r\n", "")
    .replaceAll("=3D", "=");

test("marketing is told once that the files are ready, by a link that expires", async () => {
  const world = worldWith({ recipients, linkDays: 3 });
  await holdNight(world, { at });
  expect(world.sent.map(({ to }) => to)).toEqual(recipients);
  const text = textOf(world.sent[0]?.raw);
  const [, token = ""] = /https:\/\/shop\.example\/r\/([\w.-]+)/.exec(text) ?? [];
  expect(readReport(token, nightKeys.linkKey)).toEqual({
    asOf: "2026-11-20",
    expiresAt: Date.parse(at) / 1000 + 3 * 86_400,
  });
  expect(text).toContain("of your 80 customers");
  expect(text).not.toContain("List-Unsubscribe");
});

test("a night done again, or its last state alone, tells nobody twice", async () => {
  const world = worldWith({ recipients });
  const runId = await holdNight(world, { at });
  await world.close(runId);
  await holdNight(world, { at: "2026-11-21T09:30:00.000Z" });
  expect(world.sent).toHaveLength(recipients.length);
});

test("a night of a past day tells nobody", async () => {
  const world = worldWith({ recipients });
  await holdNight(world, { at, asOf: "2026-11-01" });
  expect(world.sent).toHaveLength(0);
});

test("marketing is told how much mail is still to come today, and at which hours", async () => {
  const mail = { sending: "on", holdoutShare: 0, hours: { from: 8, to: 20 }, sendAt: 10, usualHour: false };
  const shop = { postalAddress: "1 Main St" };
  const customers = smallShop(600, "2026-11-20");
  const settings = { timeZone: "Europe/Berlin", notices: { recipients }, shop, mail };
  const world = nightWorld({ customers, counted: 50_000, settings, now: at });
  const { toCome } = await world.close(await holdNight(world, { at }));
  const later = Object.values(toCome).reduce((sum, mails) => sum + mails, 0);
  expect(later).toBeGreaterThan(2);
  expect(textOf(world.sent[0]?.raw)).toContain(`${later} customers are written to today, at 10:00.`);
});
