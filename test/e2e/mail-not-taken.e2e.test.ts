import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { runImport } from "../../cli/import/run-import.ts";
import { startOwn } from "../../cli/system/start-own.ts";
import { asItRuns } from "../../cli/system/system.ts";
import { createS3Client } from "../../shared/adapters/aws-clients.ts";
import { s3FileStore } from "../../shared/adapters/s3-file-store.ts";
import { lastCompleteDay } from "../../shared/model/shop-time.ts";
import { stackOutputsSchema } from "../../shared/model/stack-outputs.ts";
import { addDays } from "../../shared/scoring/summaries/epoch-day.ts";
import { atAnyHour } from "../support/any-hour.ts";
import { silentTerminal } from "../support/silent-terminal.ts";

const BIRTHDAYS = 12;

it("the whole machine closes a night whose mail is refused, fails, and a redrive sends each mail once", async () => {
  const folder = await mkdtemp(join(tmpdir(), "rouse-test-"));
  const [settingsFile, orders] = [join(folder, "settings.json"), join(folder, "orders.csv")];
  const shop = { name: "Shop", postalAddress: "1 High Street" };
  const mail = { ...atAnyHour, sending: "on", holdoutShare: 0, sender: { email: "hello@example.com" } };
  await writeFile(settingsFile, JSON.stringify({ shop, mail, notices: { recipients: ["ann@example.com"] } }));
  const at = new Date().toISOString();
  const asOf = lastCompleteDay(at, "UTC");
  const born = `1990${addDays(asOf, 1).slice(4)}`;
  const rows = Array.from(
    { length: BIRTHDAYS },
    (_, i) => `${i},C${i},c${i}@example.com,${addDays(asOf, -40)},USD,10.00,true,${born}`,
  );
  await writeFile(
    orders,
    ["order_id,customer_id,email,ordered_at,currency,total,marketing_consent,birthday", ...rows].join("\n"),
  );
  const embedded = await startOwn({ dataDir: join(folder, "data") }, settingsFile, new AbortController().signal);
  try {
    const outputs = stackOutputsSchema.parse(embedded.outputs);
    const { settings, stop } = embedded;
    const system = {
      name: "test",
      outputs,
      ...asItRuns(settings),
      dataFolder: folder,
      stop,
    };
    await runImport(
      orders,
      { format: "orders", rejects: join(folder, "r.csv"), breakLock: false },
      system,
      silentTerminal,
    );
    const ended = async (arn: string) => {
      while (embedded.executions.find(arn).status === "RUNNING") await new Promise((resume) => setTimeout(resume, 50));
      return embedded.executions.find(arn);
    };
    const marketing = s3FileStore(createS3Client(), outputs.MarketingBucket);
    const read = async (path: string) =>
      Buffer.from((await marketing.read(`nightly/dt=${asOf}/${path}`)) ?? "").toString();
    embedded.mail.faults.refuse(1_000, "AccountSendingPausedException", "Email sending is disabled for your account");
    const { arn } = await embedded.executions.start(
      outputs.NightArn,
      JSON.stringify({ at: new Date().toISOString(), asOf }),
    );

    expect(await ended(arn)).toMatchObject({ status: "FAILED", error: "SendingRefusedError" });
    expect(embedded.mail.count()).toBe(0);
    expect(await read("manifest.json")).toContain("report.html");
    expect(await read("report.html")).toContain(`mail broke off: ${BIRTHDAYS} mails have not gone out`);
    expect((await read("messages.csv")).match(/waiting,post-broke-off/g)).toHaveLength(BIRTHDAYS);

    embedded.mail.faults.refuse(0, "MessageRejected", "");
    await embedded.executions.redrive(arn);
    expect((await ended(arn)).status).toBe("SUCCEEDED");
    expect(embedded.mail.count()).toBe(BIRTHDAYS + 1);
    expect((await read("messages.csv")).match(/,sent,/g)).toHaveLength(BIRTHDAYS);
    expect(await read("report.html")).not.toContain("mail broke off");
  } finally {
    await embedded.stop();
    await rm(folder, { recursive: true, force: true });
  }
});
