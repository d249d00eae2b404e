import { expect, it } from "vitest";
import { noticeFile } from "../../../shared/adapters/notice-file.ts";
import { workKeys } from "../../../shared/model/night.ts";
import { fakeFiles } from "../../support/fake-files.ts";

const asOf = "2026-11-20";

it("lets one of several that close a day in one moment tell somebody, whoever else is told in that moment", async () => {
  const files = fakeFiles();
  const names = ["ann", "bo", "ann", "cleo", "ann", "bo"];
  const noted = await Promise.all(names.map((name) => noticeFile(files).noteNotice(asOf, name)));
  expect(names.filter((_, index) => noted[index]).sort()).toEqual(["ann", "bo", "cleo"]);
  expect(await noticeFile(files).noteNotice(asOf, "cleo")).toBe(false);
});

it("takes back one note and no other, and lets it be noted again", async () => {
  const { noteNotice, takeBackNotice } = noticeFile(fakeFiles());
  for (const name of ["ann", "bo"]) await noteNotice(asOf, name);
  await takeBackNotice(asOf, "ann");
  expect([await noteNotice(asOf, "bo"), await noteNotice(asOf, "ann"), await noteNotice(asOf, "ann")]).toEqual([
    false,
    true,
    false,
  ]);
});

it("tells nobody by a file that is broken, and says which it is", async () => {
  const files = fakeFiles();
  await files.write(workKeys.notice(asOf), "{");
  await expect(noticeFile(files).noteNotice(asOf, "ann")).rejects.toThrow(`work/notices/${asOf}.json`);
});
