import { expect, it } from "vitest";
import { answeredOccasions } from "../../../cli/rehearse/answered-occasions.ts";
import type { MessageOutcome, StopReason, Withheld } from "../../../shared/model/message.ts";

const occasion = (customerId: string) => ({
  customerId,
  campaignId: "win-back",
  step: "first",
  occurrence: "2026-09-01",
});
const sent = (id: string): MessageOutcome => ({
  ...occasion(id),
  ...{ outcome: "sent", locale: "en", emailKey: `key-${id}`, runId: "2026-11-20-1" },
});
const not = (id: string, outcome: Withheld, reason: StopReason): MessageOutcome => ({
  ...occasion(id),
  outcome,
  reason,
});
const said = (messages: readonly MessageOutcome[]) =>
  messages.map(({ customerId, outcome }) => `${customerId} ${outcome}`);

it("an occasion is told of each night that it waits, once when it has its answer, and again only if it is written after all", () => {
  const { newIn } = answeredOccasions();
  const nights = [
    [sent("a"), not("b", "waiting", "over-limit"), not("c", "stopped", "holdout"), not("d", "stopped", "no-consent")],
    [
      not("a", "stopped", "already-written"),
      not("b", "waiting", "over-limit"),
      not("c", "stopped", "holdout"),
      sent("d"),
    ],
    [not("a", "stopped", "already-written"), sent("b"), not("c", "stopped", "holdout")],
    [not("b", "stopped", "already-written"), not("d", "stopped", "already-written"), not("e", "expired", "held")],
    [not("e", "stopped", "bought-since")],
  ];
  expect(nights.map((night) => said(newIn(night)))).toEqual([
    ["a sent", "b waiting", "c stopped", "d stopped"],
    ["b waiting", "d sent"],
    ["b sent"],
    ["e expired"],
    [],
  ]);
});
