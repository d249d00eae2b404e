import { describe, expect, it } from "vitest";
import { parseSettings } from "../../../shared/model/parse-settings.ts";

const withUrl = (url: string) => parseSettings(JSON.stringify({ outbox: { sms: { url } } })).outbox.sms?.url;

describe("the receiver of a channel's messages", () => {
  it.each([
    "https://sender.example/rouse",
    "https://sender.example:8443/",
    "https://a.b.example?x=1",
    "http://127.0.0.1:8080/x",
  ])("may be %s", (url) => expect(withUrl(url)).toBe(url));

  it.each([
    ...[
      "http://sender.example/rouse",
      "ftp://sender.example",
      "sender.example",
      "https://localhost/",
      "https://sender/",
    ],
    ...[
      "https://10.0.0.1/",
      "https://169.254.169.254/latest",
      "https://127.0.0.1:1/",
      "https://[::1]/",
      "https://[fd00::1]:1/",
    ],
    ...[
      "https://user:word@sender.example/",
      "https://us.er:word@sender.example/",
      "https://us.er@sender.example/",
      "http://127.0.0.1/",
      "http://127.0.0.1.evil.example:80/",
      "https://a b.example/",
    ],
  ])("may not be %s", (url) => expect(() => withUrl(url)).toThrow(/outbox\.sms\.url/));

  it("is of a channel that there is, and not of mail", () => {
    for (const channel of ["email", "pigeon"])
      expect(() => parseSettings(JSON.stringify({ outbox: { [channel]: { url: "https://sender.example" } } }))).toThrow(
        channel,
      );
  });
});
