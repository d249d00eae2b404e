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
  hasFile: async (key: string) =>
    ["report.html", "segments/lost.csv"].some((path) => key === `nightly/dt=${asOf}/${path}`),
  readText: async (key: string) => `<p>${key}</p>`,
  presign: async (key: string, seconds: number) => `https://files.example/${key}?for=${seconds}`,
};
const open = (token: string, file?: string) => openReport({ token, file }, deps);
const sign = (claim: Partial<Parameters<typeof signReport>[0]>) =>
  signReport({ asOf, expiresAt: inAnHour, ...claim }, nightKeys.linkKey);

describe("GET /r/{token}", () => {
  test("leads to the report under the same token, so that its links come back with it; nobody may keep it", async () => {
    const token = sign({});
    const answer = await open(token);
    expect(answer).toMatchObject({
      status: 302,
      headers: { "cache-control": "no-store", location: `/r/${token}/report.html` },
    });
    const report = await open(token, "report.html");
    expect(report).toMatchObject({
      status: 200,
      body: `<p>nightly/dt=${asOf}/report.html</p>`,
      headers: { "cache-control": "no-store" },
    });
  });

  test("leads to a file beside the report by a link of five minutes, and to nothing else", async () => {
    expect((await open(sign({}), "segments/lost.csv")).headers.location).toBe(
      `https://files.example/nightly/dt=${asOf}/segments/lost.csv?for=300`,
    );
    for (const file of ["segments/none.csv", "../dt=2026-11-19/customers.csv", "segments/../../latest.json", ""])
      expect([file, (await open(sign({}), file)).status]).toEqual([file, 404]);
  });

  test("says that it has expired, from its last second on", async () => {
    expect((await open(sign({ expiresAt: inAnHour - 3600 }))).status).toBe(410);
    expect((await open(sign({ expiresAt: inAnHour - 3599 }))).status).toBe(302);
  });

  test("says that a report is gone", async () => {
    expect((await open(sign({ asOf: "2026-01-01" }), "report.html")).status).toBe(404);
  });

  test.each(["", "<b>x</b>", "2026-11-20", "../../etc", `${asOf}.zz.AAAAAAAAAAAAAAAAAAAAAA`])(
    "knows no token %j",
    async (token) => {
      const answer = await open(token);
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
