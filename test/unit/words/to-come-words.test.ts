import { expect, it } from "vitest";
import { postHourOf } from "../../../shared/model/post-hour.ts";
import { toComeWords } from "../../../shared/words/to-come-words.ts";

const said = (toCome: Record<string, number>, timeZone = "Europe/Berlin") =>
  toComeWords(toCome, timeZone).map(({ en }) => en);

it("says how much mail waits for its hour, and when the first and the last leave on the shop's clock", () => {
  const toCome = { "2026-11-21T18:00:00.000Z": 1, "2026-11-21T09:00:00.000Z": 1_200 };
  expect(said(toCome)).toEqual([expect.stringMatching(/^1,201 mails wait .* from 10:00 to 19:00 \(Europe\/Berlin\)/)]);
  expect(said({ "2026-11-21T09:00:00.000Z": 1 })).toEqual([expect.stringMatching(/^1 mail waits .* leaves at 10:00/)]);
  expect(said({})).toEqual([]);
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
