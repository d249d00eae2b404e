import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { tableOptionsOf } from "../../../cli/import/reading-options.ts";
import { readHistoryText } from "../../support/row-reader.ts";

const READ_AT = "2026-11-20T12:00:00.000Z";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "rouse-test-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const read = async (lines: readonly string[], formats?: string) => {
  const { orders, ...more } = await readHistoryText(folder, lines.join("\n"), {
    timeZone: "Europe/Berlin",
    now: READ_AT,
    ...formatNamed(formats),
  });
  return { ...more, rows: orders };
};
const formatNamed = (name: string | undefined) => (name === undefined ? {} : tableOptionsOf({ format: name }));

const consentsOf = (rows: Awaited<ReturnType<typeof read>>["rows"]) =>
  rows.map((row) => ("customer" in row ? [row.customer.consent?.state, row.customer.consent?.at] : row));

describe("customers as Shopify exports them", () => {
  const header =
    "Customer ID,First Name,Last Name,Email,Accepts Email Marketing,Default Address Company,Default Address Country Code,Default Address Zip,Default Address Phone,Phone,Accepts SMS Marketing,Total Spent,Total Orders,Note,Tax Exempt,Tags,Birth date (customer.metafields.facts.birth_date)";

  it("are Shopify's customers, who agreed at no known time, or refused by the time that the file was read", async () => {
    const { format, rows } = await read([
      header,
      "'7012345678901,Ann,Example,ann@example.com,yes,,DE,'10115,,'+4915112345678,no,120.00,3,,no,\"vip, b2b\",1990-05-01",
      "7012345678902,Bo,Example,bo@example.com,no,,AT,,,,yes,0.00,0,,no,,",
      "7012345678903,,,,no,,,,,+4915112345679,yes,0.00,0,,no,,",
    ]);
    expect(format).toBe("shopify-customers");
    expect(rows).toMatchObject([
      {
        customer: {
          source: "shopify",
          customerId: "7012345678901",
          email: "ann@example.com",
          profile: {
            email: "ann@example.com",
            phone: "+4915112345678",
            firstName: "Ann",
            lastName: "Example",
            country: "DE",
            birthday: "1990-05-01",
            updatedAt: READ_AT,
          },
          consent: { state: "granted", basis: "explicit", source: "shopify-customers" },
          channels: [
            { channel: "sms", handle: "+4915112345678", consent: { state: "denied", basis: "none", at: READ_AT } },
          ],
        },
        besides: [],
        remarks: [],
      },
      { customer: { customerId: "7012345678902", channels: [{ channel: "sms", consent: { state: "granted" } }] } },
      {
        customer: {
          customerId: "7012345678903",
          profile: { phone: "+4915112345679" },
          channels: [{ channel: "sms", handle: "+4915112345679", consent: { state: "granted", basis: "explicit" } }],
        },
      },
    ]);
    expect(rows[1]).not.toHaveProperty("customer.channels.0.handle");
    expect(consentsOf(rows)).toEqual([
      ["granted", undefined],
      ["denied", READ_AT],
      ["denied", READ_AT],
    ]);
    expect(rows[0]).not.toHaveProperty("customer.saidAt");
  });

  it("are known by the names of older exports too, which have no ids: by address, or else by number", async () => {
    const old =
      "First Name,Last Name,Email,Company,Address1,City,Province,Country,Country Code,Zip,Phone,Accepts Marketing,Total Spent,Total Orders,Tags,Note,Tax Exempt";
    const { format, rows } = await read([
      old,
      "Ann,Example,ann@example.com,,,,,Germany,DE,,,yes,1.00,1,,,no",
      "Bo,Example,,,,,,,,,+4915112345678,no,1.00,1,,,no",
      "Di,Example,di,,,,,,,,,no,1.00,1,,,no",
      "Cy,Example,,,,,,,,,0151 12345678,no,1.00,1,,,no",
    ]);
    expect(format).toBe("shopify-customers");
    expect(rows).toMatchObject([
      { customer: { email: "ann@example.com", profile: { country: "DE" } } },
      { customer: { profile: { phone: "+4915112345678" } } },
      { reason: expect.stringMatching(/^email is not an e-mail address, and its row refuses/) },
      { reason: expect.stringMatching(/^email names nobody, nor does a customer id, nor a phone number/) },
    ]);
  });
});

describe("profiles as Klaviyo exports them", () => {
  const header =
    "Email,Klaviyo ID,First Name,Last Name,Phone Number,Country,Email Marketing Consent,Email Marketing Consent Timestamp,Profile Created On,Email Suppressions";

  it("say yes and no with their time; who never said anything refused nothing", async () => {
    const { format, rows } = await read([
      header,
      "ann@example.com,K1,Ann,,,Germany,SUBSCRIBED,2026-03-02 10:00:00,2025-01-01,[]",
      "bo@example.com,K2,Bo,,,,UNSUBSCRIBED,2026-03-02T10:00:00+02:00,2025-01-01,",
      "cy@example.com,K3,Cy,,,,NEVER_SUBSCRIBED,,2025-01-01,",
      "di@example.com,K4,Di,,,,UNSUBSCRIBED,,2025-01-01,",
    ]);
    expect(format).toBe("klaviyo");
    expect(consentsOf(rows)).toEqual([
      ["granted", "2026-03-02T10:00:00.000Z"],
      ["denied", "2026-03-02T08:00:00.000Z"],
      ["unknown", undefined],
      ["denied", READ_AT],
    ]);
    expect(rows[0]).toMatchObject({ customer: { source: "csv", saidAt: "2026-03-02T10:00:00.000Z" } });
  });

  it("say no in the words of its pages too, and take a word that is not understood for a no", async () => {
    const { rows } = await read([
      header,
      "ann@example.com,K1,Ann,,,,Unsubscribed - manual,,2025-01-01,",
      "bo@example.com,K2,Bo,,,,Suppressed,,2025-01-01,",
      "cy@example.com,K3,Cy,,,,perhaps,,2025-01-01,",
    ]);
    expect(consentsOf(rows)).toEqual(["", "", ""].map(() => ["denied", READ_AT]));
    expect(rows[2]).toMatchObject({ remarks: [{ column: "email marketing consent" }] });
  });

  it("who is suppressed refuses, whatever they agreed to and whenever", async () => {
    const { rows } = await read([
      header,
      "ann@example.com,K1,Ann,,,,SUBSCRIBED,2026-03-02 10:00:00,,HARD_BOUNCE",
      "bo@example.com,K2,Bo,,,,NEVER_SUBSCRIBED,,,\"[{'reason': 'SPAM_COMPLAINT'}]\"",
    ]);
    expect(consentsOf(rows)).toEqual([
      ["denied", READ_AT],
      ["denied", READ_AT],
    ]);
  });

  it("of suppressed profiles each row is a refusal, with its time where it has one", async () => {
    const { format, rows } = await read([
      "Email,Suppression Reason,Suppression Timestamp",
      "ann@example.com,USER_SUPPRESSED,2026-03-02T10:00:00Z",
      "bo@example.com,,",
    ]);
    expect(format).toBe("suppressed");
    expect(consentsOf(rows)).toEqual([
      ["denied", "2026-03-02T10:00:00.000Z"],
      ["denied", READ_AT],
    ]);
  });
});

describe("a list of everybody, with a column for who is suppressed", () => {
  it("refuses for whom it says so, and for nobody else", async () => {
    const { format, rows } = await read(["Email,Suppressed", "ann@example.com,False", "bo@example.com,True"]);
    expect([format, consentsOf(rows)]).toEqual([
      "suppressed",
      [
        [undefined, undefined],
        ["denied", READ_AT],
      ],
    ]);
  });
});

describe("customers as Square exports them", () => {
  it("give the addresses of whom transactions name by ids, and refusals alone", async () => {
    const { format, rows } = await read([
      "Reference ID,First Name,Last Name,Email Address,Phone Number,Birthday,Square Customer ID,Creation Source,First Visit,Transaction Count,Lifetime Spend,Email Subscription Status,Instant Profile",
      ",Ann,Example,ann@example.com,'+14155550100,1990-05-01,C1,Third Party,2026-01-01,3,$12.00,subscribed,No",
      ",Bo,Example,bo@example.com,,,C2,Third Party,2026-01-01,3,$12.00,unsubscribed,No",
    ]);
    expect(format).toBe("square-customers");
    expect(rows).toMatchObject([{ customer: { source: "square", customerId: "C1", email: "ann@example.com" } }, {}]);
    expect(consentsOf(rows)).toEqual([
      [undefined, undefined],
      ["denied", READ_AT],
    ]);
  });
});

describe("customers in our own columns", () => {
  it("have the time of what was said, or that of their row", async () => {
    const { format, rows } = await read([
      "customer_id,email,phone,first_name,last_name,locale,country,birthday,marketing_consent,consent_at,updated_at",
      "1,ann@example.com,,Ann,Example,de_DE,Germany,1990-05-01,yes,2026-01-02T10:00:00Z,2026-02-03T10:00:00Z",
      "2,bo@example.com,,,,,,,yes,,2026-02-03",
      "3,cy@example.com,,,,,,,no,2026-01-02T10:00:00Z,",
      "4,di@example.com,,,,xx_never_,Atlantis,1st of May,perhaps,some day,",
      "5.1E+12,,,,,,,,,,",
    ]);
    expect(format).toBe("customers");
    expect(rows).toMatchObject([
      {
        customer: {
          saidAt: "2026-02-03T10:00:00.000Z",
          profile: { locale: "de-DE", country: "DE", birthday: "1990-05-01", updatedAt: "2026-02-03T10:00:00.000Z" },
        },
      },
      {},
      {},
      { remarks: ["consent_at", "marketing_consent", "birthday", "locale", "country"].map((column) => ({ column })) },
      { reason: expect.stringContaining("has lost figures") },
    ]);
    expect(consentsOf(rows.slice(0, 4))).toEqual([
      ["granted", "2026-01-02T10:00:00.000Z"],
      ["granted", "2026-02-02T23:00:00.000Z"],
      ["denied", "2026-01-02T10:00:00.000Z"],
      ["denied", READ_AT],
    ]);
  });

  it("a header with columns of something else is taken for them only where somebody says so", async () => {
    const lines = ["Order No,email,first_name,amount", "1,ann@example.com,Ann,12.00"];
    await expect(read(lines)).rejects.toThrow(/it has others besides: Order No, amount\. Say --format customers/);
    const { format, unknown } = await read(lines, "customers");
    expect([format, unknown]).toEqual(["customers", ["Order No", "amount"]]);
  });

  it.each([
    ["customers", "customer_id,email", "1,ann@example.com"],
    ["suppressed", "Email,Reason", "ann@example.com,SPAM_COMPLAINT"],
    ["shopify-customers", "First Name,Last Name,Email,Accepts Marketing,Total Spent,Total Orders", "A,B,,no,0,0"],
  ])("a corrected list of rejects is a file of %s as it is", async (name, header, row) => {
    const { format, unknown } = await read([`line,reason,${header}`, `7,was wrong,${row}`]);
    expect([format, unknown]).toEqual([name, []]);
  });

  it("orders with a mistyped column are no customers", async () => {
    const lines = ["order_id,email,ordered_at,currency,totl", "1,ann@example.com,2026-01-01,EUR,12.00"];
    await expect(read(lines)).rejects.toThrow(/Nearest is --format orders.*it lacks: total/s);
  });
});
