import { createHash } from "node:crypto";
import { beforeAll, describe, expect, test } from "vitest";
import { customerRowSchema } from "../../../shared/model/customer-row.ts";
import { manifestSchema } from "../../../shared/model/manifest.ts";
import { modelFileSchema } from "../../../shared/model/model-file.ts";
import { rfmSegmentSchema } from "../../../shared/model/rfm-segment.ts";
import { rfmFile, segments } from "../../../shared/model/segments.ts";
import { smallShop } from "../../support/night-shop.ts";
import { holdNight, type NightWorld, nightWorld, receivedFiles } from "../../support/night-world.ts";
import { shippedCampaigns } from "../../support/shipped-campaigns.ts";

const { segments: own = [] } = await shippedCampaigns();
/** Files of the eleven RFM segments. */
const rfm = new RegExp(`^segments/(${rfmSegmentSchema.options.map(rfmFile).join("|")})\\.csv$`);
const asOf = "2026-11-20";
const at = "2026-11-21T03:30:00.000Z";
const shop = smallShop(600, asOf);
/** Enough for what is about writing files, and not about what they tell. */
const few = shop.slice(0, 60);
/** Three shards, so that joining them is part of the test. */
const counted = 50_000;
const json = (world: NightWorld, path: string): unknown => JSON.parse(receivedFiles(world, asOf).get(path) ?? "");

describe("a whole night", () => {
  const world = nightWorld({ customers: shop, counted });
  let files = new Map<string, string>();
  const stored = (path: string) => Buffer.from(world.marketing.objects.get(`nightly/dt=${asOf}/${path}`) ?? "");
  beforeAll(async () => {
    await holdNight(world, { at });
    files = receivedFiles(world, asOf);
  });

  test("gives marketing every file of the design, and a pointer to them", () => {
    expect([...files.keys()].filter((path) => !path.startsWith("segments/"))).toEqual([
      "customers.csv",
      "customers.parquet",
      "manifest.json",
      "messages.csv",
      "model.json",
      "moved.csv",
      "movement.csv",
      "promises.csv",
      "report.html",
      "segments.csv",
    ]);
    expect([...files.keys()].filter((path) => path.startsWith("segments/"))).toHaveLength(segments.length + own.length);
    const latest: unknown = JSON.parse(
      Buffer.from(world.marketing.objects.get("nightly/latest.json") ?? "").toString(),
    );
    expect(latest).toEqual({ asOf, folder: `nightly/dt=${asOf}/`, manifest: `nightly/dt=${asOf}/manifest.json` });
  });

  test("lists every file in the manifest with its true size, rows and hash", () => {
    const manifest = manifestSchema.parse(JSON.parse(stored("manifest.json").toString()));
    expect(manifest.files.map(({ path }) => path).sort()).toEqual(
      [...files.keys()].filter((p) => p !== "manifest.json"),
    );
    for (const { path, bytes, rows, ...checksum } of manifest.files) {
      expect([path, stored(path).byteLength]).toEqual([path, bytes]);
      expect(checksum).toEqual({ sha256: createHash("sha256").update(stored(path)).digest("hex") });
      if (path.endsWith(".csv")) expect([path, stored(path).toString().split("\r\n").length - 2]).toEqual([path, rows]);
    }
    expect(manifest.cost.total).toBeGreaterThan(0);
  });

  test("writes one row per customer, in the columns of the design", () => {
    const lines = (files.get("customers.csv") ?? "").split("\r\n");
    expect(lines[0]).toBe(
      "\uFEFFcustomer_id,email,first_order_on,last_order_on,orders,net_value,currency,r,f,m,rfm_segment,value_class,tier,days_silent,p_alive,expected_purchases_90d,next_order_from,next_order_to,clv_12m,clv_12m_low,clv_12m_high,lifecycle_stage,consent,repeat_score,next_order_median,may_never_return,clv_12m_model_low,clv_12m_model_high,value_band,buying_habit,loyalty,price_sensitivity,favourite_category,usual_weekday,usual_hour,early_warning_drop,cluster,reachable,signed_up_on,cart_left_on,page_viewed_on,message_read_on,task_done_on,pages_viewed_30d,messages_read_30d,segments,segments_since,drowsy_since,half_asleep_since,asleep_since,order_due_on",
    );
    expect(lines[0]?.slice(1).split(",")).toEqual(Object.keys(customerRowSchema.shape));
    expect(new Set(lines.slice(1, -1).map((line) => line.split(",")[0]))).toEqual(
      new Set(shop.map((c) => c.customerId)),
    );
  });

  test("puts every customer into exactly one tier file, one RFM segment file, one value class file and one value band file", () => {
    const idsIn = (pattern: RegExp) =>
      [...files]
        .filter(([path]) => pattern.test(path))
        .flatMap(([, text]) =>
          text
            .split("\r\n")
            .slice(1, -1)
            .map((line) => line.split(",")[0]),
        );
    for (const pattern of [/segments\/tier-/, /segments\/value-/, /segments\/band-/, rfm]) {
      expect(idsIn(pattern).sort()).toEqual(shop.map((c) => c.customerId).sort());
    }
  });

  test("fits a model and says so in model.json, and nowhere writes NaN or Infinity", () => {
    const model = modelFileSchema.parse(json(world, "model.json"));
    expect(model).toMatchObject({ asOf, customers: 600, timeUnit: "week", chosen: "mbgnbd" });
    for (const [path, text] of files) {
      if (!path.endsWith(".parquet"))
        expect([path, /NaN|Infinity|undefined/.exec(text)?.[0]]).toEqual([path, undefined]);
    }
  });

  test("shows no address outside the files that are lists of customers", () => {
    for (const path of ["report.html", "messages.csv", "movement.csv", "model.json", "manifest.json"]) {
      expect([path, files.get(path)?.includes("@example.com")]).toEqual([path, path === "report.html"]);
    }
    expect(files.get("report.html")?.match(/\w+@example\.com/g)).toEqual(["shop@example.com"]);
  });
});

describe("the same night again", () => {
  test("gives the same bytes in every file, apart from the name of the attempt", async () => {
    const world = nightWorld({ customers: few, counted });
    await holdNight(world, { at });
    const first = receivedFiles(world, asOf);
    const second = await holdNight(world, { at: "2026-11-21T09:00:00.000Z" });
    expect(second).toBe(`${asOf}-2`);
    expect(receivedFiles(world, asOf)).toEqual(first);
  });

  test("compares with the night before, and not with itself", async () => {
    const settings = { mail: { sending: "on" }, shop: { postalAddress: "1 Main St" } };
    const world = nightWorld({ customers: shop, counted, settings });
    await holdNight(world, { at: "2026-11-20T03:30:00.000Z" });
    await holdNight(world, { at });
    const first = receivedFiles(world, asOf);
    const mailed = world.sent.length;
    await holdNight(world, { at: "2026-11-21T04:30:00.000Z" });
    expect(receivedFiles(world, asOf)).toEqual(first);
    expect(world.sent).toHaveLength(mailed);
    expect(first.get("movement.csv")).toMatch(/tier,drowsy,drowsy,\d/);
  });
});

describe("a night that crashes", () => {
  test("leaves a day that was published before without a manifest until its files are whole again", async () => {
    let broken = false;
    const world = nightWorld({
      customers: few,
      beforeWrite: (key) => {
        if (broken && key.endsWith("movement.csv")) throw new Error("crash");
      },
    });
    await holdNight(world, { at });
    broken = true;
    await expect(holdNight(world, { at: "2026-11-21T05:00:00.000Z" })).rejects.toThrow("crash");
    expect(receivedFiles(world, asOf).has("manifest.json")).toBe(false);
  });

  test("announces nothing before everything is there", async () => {
    const world = nightWorld({
      customers: few,
      beforeWrite: (key) => {
        if (key.endsWith("manifest.json")) throw new Error("crash");
      },
    });
    await expect(holdNight(world, { at })).rejects.toThrow("crash");
    expect(world.marketing.objects.has("nightly/latest.json")).toBe(false);
  });
});
