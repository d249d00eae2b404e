import { describe, expect, it } from "vitest";
import { postHourOf } from "../../../shared/model/post-hour.ts";
import { toComeWords, writtenTodayWords } from "../../../shared/words/to-come-words.ts";

const toCome = { "2026-11-21T18:00:00.000Z": 1, "2026-11-21T09:00:00.000Z": 1_200 };

describe("toComeWords", () => {
  const said = (of: Record<string, number>, onceReleased = 0, timeZone = "Europe/Berlin") =>
    toComeWords({ toCome: of, onceReleased }, timeZone).map(({ en }) => en);

  it("says how much mail waits for its hour, and when the first and the last leave on the shop's clock", () => {
    expect(said(toCome)).toEqual([
      expect.stringMatching(/^1,201 mails wait .* from 10:00 to 19:00 \(Europe\/Berlin\)/),
    ]);
    expect(said({ "2026-11-21T09:00:00.000Z": 1 })).toEqual([
      expect.stringMatching(/^1 mail waits .* leaves at 10:00/),
    ]);
    expect(said({})).toEqual([]);
  });

  it("promises no hour of what leaves only once it is released", () => {
    expect(said({}, 1_201)).toEqual([
      "1,201 mails have their hour still to come, and leave then only if released before.",
    ]);
    expect(said(toCome, 1)).toEqual([
      expect.stringMatching(/^1,201 mails wait/),
      "1 mail has its hour still to come, and leaves then only if released before.",
    ]);
  });
});

describe("writtenTodayWords", () => {
  const said = (sent: number, of: Record<string, number>, onceReleased: number) =>
    writtenTodayWords({ sent, toCome: of, onceReleased }, "Europe/Berlin");

  it.each([
    [0, {}, 0, "are written to today.", "今天会收到消息。"],
    [1, {}, 0, "was written to today.", "今天已收到消息。"],
    [7, {}, 0, "were written to today.", "今天已收到消息。"],
    [0, { "2026-11-21T09:00:00.000Z": 1 }, 0, "is written to today, at 10:00.", "今天 10:00 会收到消息。"],
    [0, toCome, 0, "are written to today, from 10:00 to 19:00.", "今天 10:00 至 19:00 会收到消息。"],
    [0, {}, 5, "are written to today once somebody releases the post.", "今天放行后会收到消息。"],
    [
      12,
      toCome,
      5,
      "are written to today: 12 so far; 1,201 still to come, from 10:00 to 19:00; 5 once somebody releases the post.",
      "今天会收到消息：12 位已发送；1,201 位将在 10:00 至 19:00 发送；5 位待放行后发送。",
    ],
    [
      12,
      {},
      5,
      "are written to today: 12 so far; 5 once somebody releases the post.",
      "今天会收到消息：12 位已发送；5 位待放行后发送。",
    ],
  ])("says of %i so far, %j to come and %i that wait for a release what is true", (sent, of, kept, en, zh) => {
    expect(said(sent, of, kept)).toEqual({ en, zh });
  });
});

it.each([
  ["2026-11-21T09:00:00.000Z", "Europe/Berlin", "10:00"],
  ["2026-11-21T08:00:00.001Z", "Europe/Berlin", "10:00"],
  ["2026-11-21T08:30:00.000Z", "Asia/Kolkata", "14:00"],
  ["2026-11-21T08:31:00.000Z", "Asia/Kolkata", "15:00"],
  ["2026-11-21T23:00:00.000Z", "Europe/Berlin", "00:00"],
])("what may go from %s on leaves in %s at %s", (from, timeZone, hour) => {
  expect(postHourOf(from, timeZone)).toBe(hour);
});
