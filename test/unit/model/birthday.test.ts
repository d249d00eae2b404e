import { expect, test } from "vitest";
import { birthdayOf } from "../../../shared/model/birthday.ts";

const told = "2026-11-20T10:00:00.000Z";

test.each(["1990-05-17", "1900-01-01", "2026-11-20", "--02-29", "2000-02-29"])("%s is a birthday", (text) => {
  expect(birthdayOf(text, told)).toBe(text);
});

test.each(["2030-01-01", "2026-11-21", "1899-12-31", "0001-01-01", "1990-02-30", "--13-01", ""])(
  "%j is none, and is left out",
  (text) => expect(birthdayOf(text, told)).toBeUndefined(),
);
