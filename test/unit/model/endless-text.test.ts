import { describe, expect, it } from "vitest";
import { encodings, languagesIn } from "../../../cli/import/encodings.ts";
import { signingSecretsSchema } from "../../../shared/model/keys.ts";
import { mailSettings } from "../../../shared/model/mail-settings.ts";
import { outboxSettings } from "../../../shared/model/outbox-settings.ts";
import { withoutEnd } from "../../../shared/model/without-end.ts";
import { webAddressSchema } from "../../../shared/model/written-text.ts";
import { consentSaid } from "../../../shared/sources/consent-words.ts";

/** What grows by the square takes minutes over so many, and what grows with the length alone some milliseconds. */
const MANY = 300_000;
const many = (sign: string): string => sign.repeat(MANY);

describe("a text without an end is read in time that grows with its length alone", () => {
  it.each(["~", "!", "'", "’", ".", "(", "?", " ", "-", "_"])("as a consent with many %j in it", (sign) => {
    expect(consentSaid(`a${many(sign)}a`)).toBeUndefined();
    expect(consentSaid(`yes${many(sign)}~`)).toBeUndefined();
    expect(consentSaid(`yes${many(sign)}no`)).toBeUndefined();
    expect(consentSaid(`${many(sign)}unsubscribed${many(sign)}`)?.state).toBe("denied");
  });

  it("as a web address", () => {
    const endless = `https://${many("a.")}x/ y\u0085`;
    expect(webAddressSchema.safeParse(endless).success).toBe(false);
    expect(outboxSettings.safeParse({ sms: { url: endless } }).success).toBe(false);
    const secret = "a secret that is long enough to be one";
    const { success } = signingSecretsSchema.safeParse({ current: secret, api: `https://x.example${many("/")}x` });
    expect(success).toBe(true);
  });

  it("as an address of the shop's own", () => {
    expect(mailSettings.safeParse({ replyTo: `${many("a")}@${many("a")}@x` }).success).toBe(false);
  });

  it("as what stands before slashes", () => {
    expect(withoutEnd(`${many("/")}x`, "/")).toHaveLength(MANY + 1);
    expect(withoutEnd(`x${many("/")}`, "/")).toBe("x");
    expect([withoutEnd("//", "/"), withoutEnd("", "/"), withoutEnd("/a/b", "/")]).toEqual(["", "", "/a/b"]);
  });

  it("as a word of a file in an encoding to be found", () => {
    const greek = encodings.find(({ label }) => label === "windows-1253");
    expect(greek && languagesIn([`${many("\u00c0")}\u00b3`], greek)).toBeUndefined();
    expect(greek && languagesIn(["\u00c3\u00e5\u00fe\u00f1\u00e3\u00e9\u00ef\u00f2"], greek)).toBe(1);
  });
});
