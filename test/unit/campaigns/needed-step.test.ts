import { describe, expect, it } from "vitest";
import { hasNothingToFollow } from "../../../shared/campaigns/needed-step.ts";
import { campaignSchema } from "../../../shared/model/campaign.ts";
import type { MessageState } from "../../../shared/model/message.ts";
import { addDays } from "../../../shared/scoring/summaries/epoch-day.ts";

const BOUGHT = "2026-01-10";
const DUE_FOR = 7;
const campaign = campaignSchema.parse({
  ...{ id: "story", name: "Story", trigger: { on: "ordered" }, expires_after: DUE_FOR },
  steps: [
    { name: "word" },
    { name: "reason", after: 12, needs: "word" },
    { name: "farewell", after: 14, needs: "reason" },
    { name: "alone", after: 20 },
  ],
});
const written = (step: string, after: number, more: { state?: MessageState; emailKey?: string } = {}) => ({
  ...{ emailKey: "key-a", messageKey: `story#${step}#${BOUGHT}`, state: "sent" as const },
  ...{ asOf: addDays(BOUGHT, after - 1), claimedAt: `${addDays(BOUGHT, after)}T03:30:00.000Z` },
  ...more,
});
const isOver = (step: string, after: number, messages: readonly ReturnType<typeof written>[] = []) => {
  const { after: own } = campaign.steps.find(({ name }) => name === step) ?? { after: 0 };
  const dueUntil = addDays(BOUGHT, own + DUE_FOR - 1);
  return hasNothingToFollow(
    {
      ...{ candidate: { campaignId: "story", step, occurrence: BOUGHT, dueUntil }, campaign, messages },
      ...{ lastDay: BOUGHT, emailKey: "key-a" },
    },
    { sendDay: addDays(BOUGHT, after) },
  );
};

describe("a step that needs another has nothing to follow", () => {
  it("once that is not due any more, and was not written", () => {
    expect(isOver("reason", 12)).toBe(true);
    expect(isOver("farewell", 18, [written("word", 6)])).toBe(false);
    expect(isOver("farewell", 19, [written("word", 6)])).toBe(true);
  });

  it("not while it may still be written, on the last day of its own", () => {
    const short = campaignSchema.parse({
      ...campaign,
      steps: [{ name: "word" }, { name: "reason", after: 2, needs: "word" }],
    });
    const asked = (sendDay: string) =>
      hasNothingToFollow(
        {
          candidate: { campaignId: "story", step: "reason", occurrence: BOUGHT, dueUntil: "2026-01-18" },
          ...{ campaign: short, messages: [], lastDay: BOUGHT, emailKey: "key-a" },
        },
        { sendDay },
      );
    expect(asked("2026-01-16")).toBe(false);
    expect(asked("2026-01-17")).toBe(true);
  });

  it("once it bounced, or was refused at this very address; a refusal at another one leaves it open", () => {
    const early = (messages: readonly ReturnType<typeof written>[]) => isOver("farewell", 14, messages);
    expect(early([written("reason", 13, { state: "bounced" })])).toBe(true);
    expect(early([written("reason", 13, { state: "refused" })])).toBe(true);
    expect(early([written("word", 0), written("reason", 13, { state: "refused", emailKey: "key-b" })])).toBe(false);
    expect(early([written("reason", 13, { state: "bounced" }), written("reason", 14, { emailKey: "key-b" })])).toBe(
      false,
    );
  });

  it("where the needed step in its turn follows nothing", () => {
    expect(isOver("farewell", 14)).toBe(true);
    expect(isOver("farewell", 14, [written("word", 0)])).toBe(false);
  });

  it("never, where it needs nothing, or what it needs was written, however late", () => {
    expect(isOver("alone", 26)).toBe(false);
    expect(isOver("reason", 18, [written("word", 6)])).toBe(false);
    expect(isOver("reason", 18, [written("word", 6, { state: "unknown" })])).toBe(false);
  });
});
