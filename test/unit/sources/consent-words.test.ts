import { describe, expect, it } from "vitest";
import { consentSaid } from "../../../shared/sources/consent-words.ts";

const statesOf = (texts: string) =>
  new Set(texts.split(", ").map((text) => consentSaid(text)?.state ?? `nothing: ${text}`));

describe("what a cell says of marketing mail", () => {
  it.each([
    [
      "in English",
      "no, No., FALSE, 0, 0.0, N, STOP, opted out, Opted_out, opt-out, unsubscribed, Un-subscribed, do not contact",
    ],
    [
      "by services",
      "bounced, Cleaned, complained, suppressed, Suppressed, hard bounced, invalid, Invalid, Reported as spam, blocklisted, redacted",
    ],
    [
      "with more behind it",
      "Unsubscribed - manual, Unsubscribed (2026-01-05), opted out: by phone, Abgemeldet/Rückläufer",
    ],
    ["in German", "nein, Nein, abgemeldet, ABBESTELLT, widerrufen, kein Newsletter, keine Werbung"],
    ["in French", "non, désabonné, Désabonnée, désinscrit, refusé, ne pas contacter"],
    ["in Spanish, Italian, Portuguese", "baja, Dado de baja, rechazado, disiscritto, rifiutato, não, descadastrado"],
    ["in Dutch, Polish, Danish, Swedish", "nee, afgemeld, nie, rezygnacja, nej, afmeldt, avregistrerad"],
    ["in Vietnamese", "không, Không, từ chối, Hủy đăng ký, đã huỷ, không đồng ý".normalize("NFD")],
    ["in Chinese", "否, 不, 不同意, 退订, 已退訂, 拒绝接收, 取消订阅"],
    ["in Japanese", "いいえ, 拒否, 配信停止, 配信停止（2026年）, 希望しない"],
    [
      "by its first word",
      "no - manual, no longer, No longer subscribed, no thanks, No (2026-01-05), Nein danke, Nein: bitte nicht",
    ],
    [
      "by its first word elsewhere",
      "non merci, no gracias, não quero, nee bedankt, nej tak, nie dziękuję, нет спасибо, hayır teşekkürler",
    ],
    ["by its first word in scripts without blanks", "不用了, いいえ結構です, 아니요 괜찮습니다, ไม่ยินยอม"],
    ["in Korean, Russian, Turkish", "아니요, 거부, 수신거부, нет, отписан, hayır"],
  ])("is a no %s", (_where, texts) => {
    expect(statesOf(texts)).toEqual(new Set(["denied"]));
  });

  it("is a yes by a word for it, and by nothing else", () => {
    expect(
      statesOf("yes, TRUE, 1, subscribed, Opted in, ja, Oui, sí, si, da, Da, 1.0, 1.00, có, 是, はい, soft opt-in"),
    ).toEqual(new Set(["granted"]));
    expect(statesOf('"yes", (ja), ✔️ yes, ✅ Subscribed, yes., "Opted in"!, ’true’')).toEqual(new Set(["granted"]));
    const marked = "[ ] yes, ☐ Yes, ❌ Subscribed, ✗ ja, !true, ≠ yes, ¬yes, yes?, ~~yes~~, -1, yes*".split(", ");
    expect(marked.filter((text) => consentSaid(text) !== undefined)).toEqual([]);
    const vague = [
      "yes, but no",
      "subscribed?no",
      "maybe",
      "not unsubscribed",
      "yes (revoked 2026-06-01)",
      "x",
      "Noah",
    ];
    const slipped = [
      "1.5",
      "10.0",
      "si no",
      "data",
      "no@example.com",
      "spam@example.com",
      "Refusco",
      "2",
      "2026-01-05",
      "是否",
      "",
      "Nielsen",
    ];
    expect([...vague, ...slipped].filter((text) => consentSaid(text) !== undefined)).toEqual([]);
  });

  it("is neither where nothing was said yet", () => {
    expect(
      statesOf("unknown, never_subscribed, NEVER SUBSCRIBED, not_subscribed, Non-Subscribed, pending, Not Activated"),
    ).toEqual(new Set(["unknown"]));
    expect(
      statesOf("n/a, N.A., -, --, none, NULL, no answer, No response, Keine Angabe, 不明, 未知, неизвестно"),
    ).toEqual(new Set(["unknown"]));
  });
});
