import { expect, it } from "vitest";
import type { MessageOutcome } from "../../../shared/model/message.ts";
import { toldOnce } from "../../../shared/post/told-once.ts";

const row = (customerId: string, outcome: "sent" | "in-progress", emailKey = "key-c"): MessageOutcome => ({
  ...{ customerId, campaignId: "win-back", step: "first", occurrence: "2026-09-01" },
  ...{ outcome, locale: "en", emailKey, runId: "2026-11-20-1" },
});

it("a message that was under way for one customer and was written for another at the same address is told once", () => {
  const [first, second] = toldOnce([row("c", "in-progress"), row("d", "sent")]);
  expect(first).toMatchObject({ customerId: "c", outcome: "stopped", reason: "already-written" });
  expect(second).toEqual(row("d", "sent"));
});

it("what is under way and told by no other row stays so", () => {
  const rows = [row("c", "in-progress"), row("b", "sent", "key-b")];
  expect(toldOnce(rows)).toEqual(rows);
});
