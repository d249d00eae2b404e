import { describe, expect, it } from "vitest";
import { type FollowRequest, followLink } from "../../../functions/follow-link/follow-link.ts";
import { signClick } from "../../../shared/mail/click-token.ts";
import { fakeClicks } from "../../support/fake-clicks.ts";
import { nightKeys } from "../../support/night-world.ts";

const written = "2026-11-21T09:00:00.000Z";
const target = "https://teapot.example/tea?a=1";
const linkOf = (more: Partial<Parameters<typeof signClick>[0]> = {}) =>
  signClick(
    { target, campaignId: "win-back", message: "m", writtenAt: Date.parse(written) / 1000, ...more },
    nightKeys.linkKey,
  );
const firefox = "Mozilla/5.0 (X11; Linux x86_64; rv:146.0) Gecko/20100101 Firefox/146.0";

const world = () => {
  const store = fakeClicks();
  const troubles: unknown[] = [];
  const open = (request: Partial<FollowRequest> = {}, at = "2026-11-21T10:00:00.000Z", deps = {}) =>
    followLink(
      { method: "GET", token: linkOf(), headers: { "user-agent": firefox }, ...request },
      {
        readKeys: async () => nightKeys,
        noteClick: store.noteClick,
        now: () => at,
        reportUncounted: (error) => void troubles.push(error),
        ...deps,
      },
    );
  const counted = () => store.readClicks("2026-11-21");
  return { open, counted, store, troubles };
};

describe("a counted link", () => {
  it("leads on, and counts its mail once, whichever of its links is opened and however often", async () => {
    const { open, counted, store } = world();
    for (const at of ["2026-11-21T10:00:00.000Z", "2026-11-21T10:00:05.000Z", "2027-01-01T10:00:00.000Z"])
      expect(await open({}, at)).toMatchObject({
        status: 302,
        headers: { location: target, "cache-control": "no-store", "referrer-policy": "no-referrer" },
        body: "",
      });
    await open({ token: linkOf({ target: "https://teapot.example/" }) }, "2026-11-21T11:00:00.000Z");
    expect(await counted()).toEqual({ "win-back": 1 });
    await open({ token: linkOf({ message: "another" }) });
    expect(await counted()).toEqual({ "win-back": 2 });
    expect(JSON.stringify([...store.clicks])).not.toContain("Mozilla");
  });

  it.each<[string, Partial<FollowRequest>, string?]>([
    ["asks for its head alone", { method: "HEAD" }],
    ["says that it is a program", { headers: { "user-agent": "Mozilla/5.0 (compatible; SomeBot/1.0)" } }],
    ["is a mail gateway", { headers: { "user-agent": "Barracuda Sentinel (EE)" } }],
    ["says nothing of itself", { headers: {} }],
    ["fetches ahead", { headers: { "user-agent": firefox, "sec-purpose": "prefetch;prerender" } }],
    ["comes before the mail can have been read", {}, "2026-11-21T09:00:14.999Z"],
    ["opens a test mail's", { token: linkOf({ message: undefined }) }],
  ])("leads whoever %s on, and does not count that", async (_who, request, at) => {
    const { open, counted } = world();
    expect(await open(request, at)).toMatchObject({ status: 302, headers: { location: target } });
    expect(await counted()).toEqual({});
  });

  it("is not counted where several are opened in one second, and is once a person comes after", async () => {
    const { open, counted } = world();
    for (const path of ["a", "b", "c"]) await open({ token: linkOf({ target: `https://teapot.example/${path}` }) });
    expect(await counted()).toEqual({});
    await open({}, "2026-11-21T12:00:00.000Z");
    expect(await counted()).toEqual({ "win-back": 1 });
  });

  it("leads on where the click cannot be noted, and tells the operator", async () => {
    const { open, troubles } = world();
    const noteClick = async () => {
      throw new Error("the table is away");
    };
    expect(await open({}, written.replace("09:", "10:"), { noteClick })).toMatchObject({ status: 302 });
    expect(troubles).toHaveLength(1);
  });

  it("leads nowhere where it is not as we mailed it, and says so in the reader's language", async () => {
    const { open, counted } = world();
    for (const token of ["", "cut", linkOf().slice(0, -1), linkOf().replace(/^./, "X"), `https://evil.example/`]) {
      const { status, headers, body } = await open({ token });
      expect([status, headers.location]).toEqual([404, undefined]);
      expect(body).toContain("This link is not complete");
    }
    const chinese = await open({ token: "cut", headers: { "accept-language": "zh-CN" } });
    expect(chinese.body).toContain("此链接不完整");
    expect(await counted()).toEqual({});
  });
});
