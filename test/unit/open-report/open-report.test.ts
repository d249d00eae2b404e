import { describe, expect, test } from "vitest";
import { openReport } from "../../../functions/open-report/open-report.ts";
import { readReport, signReport } from "../../../shared/marketing/report-token.ts";
import { nightKeys } from "../../support/night-world.ts";

const now = "2026-11-21T08:00:00.000Z";
const inAnHour = Date.parse(now) / 1000 + 3600;
const asOf = "2026-11-20";
const deps = {
  readKeys: async () => nightKeys,
  now: () => now,
  hasFile: async (key: string) => key === `nightly/dt=${asOf}/report.html`,
  presign: async (key: string, seconds: number) => `https://files.example/${key}?for=${seconds}`,
};
const sign = (claim: Partial<Parameters<typeof signReport>[0]>) =>
  signReport({ asOf, expiresAt: inAnHour, ...claim }, nightKeys.linkKey);

describe("GET /r/{token}", () => {
  test("leads to the report by a link of five minutes, which nobody may keep", async () => {
    const answer = await openReport(sign({}), deps);
    expect(answer).toMatchObject({ status: 302, headers: { "cache-control": "no-store" } });
    expect(answer.headers.location).toBe(`https://files.example/nightly/dt=${asOf}/report.html?for=300`);
  });

  test("says that it has expired, from its last second on", async () => {
    expect((await openReport(sign({ expiresAt: inAnHour - 3600 }), deps)).status).toBe(410);
    expect((await openReport(sign({ expiresAt: inAnHour - 3599 }), deps)).status).toBe(302);
  });

  test("says that a report is gone", async () => {
    expect((await openReport(sign({ asOf: "2026-01-01" }), deps)).status).toBe(404);
  });

  test.each(["", "<b>x</b>", "2026-11-20", "../../etc", `${asOf}.zz.AAAAAAAAAAAAAAAAAAAAAA`])(
    "knows no token %j",
    async (token) => {
      const answer = await openReport(token, deps);
      expect(answer.status).toBe(404);
      if (token !== "") expect(answer.body).not.toContain(token);
    },
  );

  test("a token changed in any character opens nothing", () => {
    const token = sign({});
    for (let at = 0; at < token.length; at++) {
      const changed = `${token.slice(0, at)}${token[at] === "A" ? "B" : "A"}${token.slice(at + 1)}`;
      expect([changed, readReport(changed, nightKeys.linkKey)]).toEqual([changed, undefined]);
    }
  });

  test("a token signed with another key opens nothing", () => {
    expect(readReport(sign({}), "another key for links")).toBeUndefined();
  });
});
