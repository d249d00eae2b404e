import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startOwn } from "../../cli/system/start-own.ts";
import { lastCompleteDay } from "../../shared/model/shop-time.ts";
import { stackOutputsSchema } from "../../shared/model/stack-outputs.ts";
import { addDays } from "../../shared/scoring/summaries/epoch-day.ts";
import { runRouse } from "../support/run-rouse.ts";

const BIRTHDAYS = 12;

/** A zone in which it is noon, so that hours before and after it lie in one day. */
const noonZone = (): string => {
  const ahead = 12 - new Date().getUTCHours();
  return ahead === 0 ? "Etc/UTC" : `Etc/GMT${ahead > 0 ? "-" : "+"}${Math.abs(ahead)}`;
};

/** A running shop whose customers have their birthday on the day of its next night. */
const shopWithBirthdays = async (mail: object) => {
  const timeZone = noonZone();
  const asOf = lastCompleteDay(new Date().toISOString(), timeZone);
  const folder = await mkdtemp(join(tmpdir(), "rouse-test-"));
  const [settings, orders] = [join(folder, "settings.json"), join(folder, "orders.csv")];
  const all = { sending: "on", holdoutShare: 0, sender: { email: "hello@example.com" }, usualHour: false, ...mail };
  await writeFile(
    settings,
    JSON.stringify({ timeZone, shop: { name: "Shop", postalAddress: "1 High Street" }, mail: all }),
  );
  const born = `1990${addDays(asOf, 1).slice(4)}`;
  const rows = Array.from(
    { length: BIRTHDAYS },
    (_, i) => `${i},C${i},c${i}@example.com,${addDays(asOf, -40)},USD,10.00,true,${born}`,
  );
  const header = "order_id,customer_id,email,ordered_at,currency,total,marketing_consent,birthday";
  await writeFile(orders, [header, ...rows].join("\n"));
  const system = await startOwn({ dataDir: join(folder, "data") }, settings, new AbortController().signal);
  const rouse = (...words: string[]) => runRouse(...words, "--data", join(folder, "data"));
  await rouse("import", orders);
  return {
    ...{ system, rouse, asOf, timeZone },
    answer: async (...words: string[]) => {
      const { status, stdout } = await rouse(...words, "--json");
      return { status, ...JSON.parse(stdout) };
    },
    stop: async () => {
      await system.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
};
type Shop = Awaited<ReturnType<typeof shopWithBirthdays>>;

describe("rouse post", () => {
  let shop: Shop;
  beforeAll(async () => {
    shop = await shopWithBirthdays({ sendAt: 9 });
  });
  afterAll(() => shop.stop());
  it("has nothing to take out before a night has ended, and says how to hold one", async () => {
    const early = await shop.rouse("post");
    expect([early.status, early.stdout]).toEqual([1, expect.stringContaining("rouse nightly holds one")]);
    expect(await shop.answer("post")).toMatchObject({ status: 1, post: "no-night", left: [], waits: [] });
  });

  it("sends what was held and is released, once, however often the hour comes", async () => {
    await shop.rouse("hold", "--note", "the photo is wrong");
    expect(await shop.answer("nightly")).toMatchObject({ status: 0, written: 0, held: { mails: BIRTHDAYS } });
    const still = await shop.answer("post");
    expect(still).toMatchObject({
      ...{ status: 0, post: "due", left: [] },
      waits: [{ campaign: "birthday", reason: "held", messages: BIRTHDAYS }],
    });
    expect((await shop.rouse("post")).stdout).toMatch(/waits {2}birthday {2}12 {2}.*held/);
    expect(shop.system.mail.count()).toBe(0);

    await shop.rouse("release");
    expect(await shop.answer("post")).toMatchObject({
      ...{ status: 0, post: "due", runId: `${shop.asOf}-1`, waits: [] },
      left: [{ campaign: "birthday", messages: BIRTHDAYS }],
      day: { written: BIRTHDAYS, held: { mails: 0 } },
    });
    expect(shop.system.mail.count()).toBe(BIRTHDAYS);
    const messages = await (await fetch(`${shop.system.url}/files/nightly/dt=${shop.asOf}/messages.csv`)).text();
    expect(messages.match(/,sent,/g)).toHaveLength(BIRTHDAYS);

    expect(await shop.answer("post")).toMatchObject({ status: 0, post: "nothing-due", left: [], leftToday: BIRTHDAYS });
    expect(shop.system.mail.count()).toBe(BIRTHDAYS);
  });

  it("is shown on the page of nights, but for hours in which nothing was due", async () => {
    const { PostArn } = stackOutputsSchema.parse(shop.system.outputs);
    const hours = shop.system.executions.list().filter(({ machineArn }) => machineArn === PostArn);
    expect(hours).toHaveLength(6);
    const page = await (await fetch(`${shop.system.url}/runs`)).text();
    expect(page.match(/open-post/g)).toHaveLength(3);
  });
});

describe("rouse post before the hour has come", () => {
  let shop: Shop;
  beforeAll(async () => {
    shop = await shopWithBirthdays({ sendAt: 15 });
  });
  afterAll(() => shop.stop());

  it("sends nothing, and says until when it waits, as rouse nightly did", async () => {
    const night = await shop.rouse("nightly");
    expect(night.stdout).toContain(`${BIRTHDAYS} mails wait for their hour and leave at 15:00 (${shop.timeZone})`);
    const hour = await shop.answer("post");
    expect(hour).toMatchObject({
      ...{ status: 0, post: "nothing-due", left: [] },
      waits: [{ campaign: "birthday", reason: "hour-to-come", messages: BIRTHDAYS }],
    });
    expect((await shop.rouse("post")).stdout).toContain(`waits  birthday  ${BIRTHDAYS}  until 15:00: planned`);
    expect(shop.system.mail.count()).toBe(0);
  });
});
