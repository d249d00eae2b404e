import { expect, it } from "vitest";
import { nightFiles } from "../../shared/adapters/night-files.ts";
import { workKeys } from "../../shared/model/night.ts";
import type { FileStore } from "../../shared/ports/files.ts";

const runId = "2026-11-20-1";
const at = "2026-11-21T09:00:00.000Z";

/** When something of a night's post is due, in any store of files. */
export const postDueContract = (open: () => FileStore): void => {
  it("findPostDue finds nothing before the night is closed, and then what savePostDue wrote last", async () => {
    const { savePostDue, findPostDue } = nightFiles(open());
    expect(await findPostDue(runId)).toBeUndefined();
    await savePostDue(runId, { due: [] });
    expect(await findPostDue(runId)).toEqual({ due: [] });
    const post = { due: [0, 12].map((shard) => ({ shard, at })) };
    await savePostDue(runId, post);
    expect(await findPostDue(runId)).toEqual(post);
    expect(await findPostDue("2026-11-20-2")).toBeUndefined();
  });

  it("findPostDue takes a file that is broken for no answer, and says which it is", async () => {
    const files = open();
    await files.write(workKeys.postDue(runId), '{"due":[{"shard":-1}]}');
    await expect(nightFiles(files).findPostDue(runId)).rejects.toThrow(`the file "work/run=${runId}/post.json"`);
  });
};
