import { describe, expect, it } from "vitest";
import { readAmount } from "../../../cli/import/read-amount.ts";
import { readInstant } from "../../../cli/import/read-instant.ts";
import { createRowReader } from "../../support/row-reader.ts";

const read = createRowReader("Europe/Berlin", "2026-11-20T12:00:00.000Z");
const cells = {
  order_id: "1",
  customer_id: "7",
  email: "ann@example.com",
  ordered_at: "2026-07-01",
  currency: "eur",
  total: "12.50",
};

describe("a row of --format orders", () => {
  it.each(["0", "0.0", "Guest", "n/a", "#REF!"])(
    "goes by its address, or is nobody's, where its customer id is %s",
    (customer_id) => {
      expect(read(3, { ...cells, customer_id })).not.toHaveProperty("row.customerId");
      expect(read(3, { ...cells, customer_id })).toHaveProperty("row.email", "ann@example.com");
      expect(read(3, { ...cells, customer_id, email: "" })).toHaveProperty("row.order.orderId", "1");
    },
  );

  it("has no value where a spreadsheet program shows an error", () => {
    expect(read(3, { ...cells, order_id: "#REF!" })).toHaveProperty("reason", expect.stringContaining("is an error"));
    const odd = { first_name: "#NAME?", email: "#VALUE!", country: "#N/A", locale: "#NV" };
    const told = read(3, { ...cells, ...odd });
    for (const field of ["firstName", "email", "country", "locale"])
      expect(told).not.toHaveProperty(`row.profile.${field}`);
    expect(told).toHaveProperty("remarks.length", Object.keys(odd).length);
    expect(read(3, { ...cells, customer_id: "", email: "#VALUE!" })).toHaveProperty("reason");
  });

  it("shows no address that stands for a customer id, and takes none that is not one", () => {
    for (const customer_id of ["ann@example.com,", "Ann <ann@example.com>", '"ann@example.com"'])
      expect(read(3, { ...cells, customer_id, email: "" })).toMatchObject({ row: { email: "ann@example.com" } });
    for (const id of ["ann@x.example,bo@x.example", "ann,lee@x.example"]) {
      expect(read(3, { ...cells, customer_id: id })).toHaveProperty("row.email", "ann@example.com");
      expect(read(3, { ...cells, customer_id: id, email: "" })).toHaveProperty(
        "reason",
        expect.stringContaining("is not an e-mail address"),
      );
    }
  });

  it("reads an address as it is copied, and refuses what is none, or several", () => {
    for (const email of [
      "ann@example.com,",
      "(ann@example.com)",
      "mailto:ann@example.com?subject=Hi",
      "Ann <ann@example.com>",
    ])
      expect(read(3, { ...cells, customer_id: "", email })).toHaveProperty("row.email", "ann@example.com");
    for (const email of ["ann@example.com,bo@example.com", "ann lee@example.com", "ann@example,com"]) {
      expect(read(3, { ...cells, customer_id: "", email })).toHaveProperty("reason");
      expect(read(3, { ...cells, email })).not.toHaveProperty("row.email");
    }
  });

  it("says of a guest's id that it is none", () => {
    const reason = "is what a guest has for one, such as 0";
    const remark = { column: "customer_id", reason, became: "taken for none" };
    expect(read(3, { ...cells, customer_id: "0" })).toHaveProperty("remarks", [remark]);
  });

  it("becomes an order, its customer, and what it says of the person", () => {
    const more = {
      refunded: "2.5",
      status: "Paid",
      marketing_consent: "Yes",
      birthday: "--02-29",
      locale: "zh_cn",
      country: "cn",
      first_name: "丽娜",
      last_name: "王",
    };
    expect(read(3, { ...cells, ...more })).toEqual({
      row: {
        line: 3,
        customerId: "7",
        email: "ann@example.com",
        order: {
          source: "csv",
          orderId: "1",
          orderedAt: "2026-06-30T22:00:00.000Z",
          updatedAt: "2026-06-30T22:00:00.000Z",
          arrivedAt: "2026-11-20T12:00:00.000Z",
          undated: true,
          status: "paid",
          currency: "EUR",
          totalMinor: 1250,
          discountMinor: 0,
          refunds: { csv: 250 },
          test: false,
          cancelled: false,
          deleted: false,
          items: [],
          locale: "zh-CN",
          country: "CN",
        },
        profile: {
          email: "ann@example.com",
          firstName: "丽娜",
          lastName: "王",
          birthday: "--02-29",
          locale: "zh-CN",
          country: "CN",
          updatedAt: "2026-06-30T22:00:00.000Z",
        },
        consent: { state: "granted", basis: "explicit", at: "2026-06-30T22:00:00.000Z", source: "csv" },
      },
      besides: [],
      remarks: [],
    });
  });

  it("may have an address or a customer id alone, or neither: a sale of nobody", () => {
    expect(read(2, { ...cells, customer_id: "" })).toHaveProperty("row");
    expect(read(2, { ...cells, email: "" })).toHaveProperty("row");
    expect(read(2, { ...cells, customer_id: "", email: "" })).toHaveProperty("row");
  });

  it.each([
    ["Germany", "DE"],
    [" deu ", "DE"],
    ["中国", "CN"],
    ["XX", undefined],
  ])("understands the country %j", (country, code) => {
    const result = read(2, { ...cells, country });
    expect(result).toHaveProperty("row.order.orderId", "1");
    expect(result).toEqual(read(2, { ...cells, ...(code && { country: code }) }));
    if (code) expect(result).toHaveProperty("row.profile.country", code);
  });

  it("takes names and addresses in any script", () => {
    expect(read(2, { ...cells, email: "王@例子.中国", customer_id: "ليلى-٧" })).toHaveProperty("row");
  });

  it("keeps a cancelled order, and a negative total, for recording to judge", () => {
    expect(read(2, { ...cells, status: "CANCELLED" })).toHaveProperty("row.order.cancelled", true);
    expect(read(2, { ...cells, total: "-3.00" })).toHaveProperty("row.order.totalMinor", -300);
  });

  it("reads items as a number of pieces or as a list", () => {
    expect(read(2, { ...cells, items: "3" })).toHaveProperty("row.order.items", [{ quantity: 3 }]);
    expect(read(2, { ...cells, items: '[{"sku":"A","total":"1.10","gift_card":true}]' })).toHaveProperty(
      "row.order.items",
      [{ quantity: 1, sku: "A", totalMinor: 110, giftCard: true }],
    );
  });

  it.each([
    [{ total: "12,5,0" }, "total is not an amount: it has figures and other marks. An amount looks like 1234.50"],
    [{ total: "1234.505" }, "more decimals than EUR has (2)"],
    [{ total: "" }, "total is empty"],
    [{ currency: "euro" }, "currency is no code of ISO 4217, such as EUR: it has letters"],
    [{ currency: "EUX" }, "currency is no code of ISO 4217"],
    [{ currency: "" }, "currency is empty"],
    [{ ordered_at: "45200" }, "a spreadsheet's number of a day: give the column the format YYYY-MM-DD"],
    [{ ordered_at: "2026-02-30" }, "ordered_at"],
    [{ ordered_at: "2027-07-01" }, "ordered_at lies in the future"],
    [{ refunded: "one" }, "refunded is not an amount"],
    [{ tip: "one" }, "tip is not an amount"],
    [{ outstanding: "1.0050" }, "outstanding has more decimals"],
    [{ currency: "BTC" }, "currency is no code of ISO 4217"],
    [{ order_id: "" }, "order_id is empty"],
    [{ customer_id: "a\u0000b" }, "control character"],
  ])("with %j is refused, the column being named", (change, reason) => {
    expect(read(2, { ...cells, ...change })).toEqual({ reason: expect.stringContaining(reason) });
  });

  it.each([
    ["email", "ann@", "is not an e-mail address"],
    ["birthday", "1990-13-01", "is not YYYY-MM-DD"],
    ["birthday", "17/05/1990", "is not YYYY-MM-DD"],
    ["country", "Gremany", "is none that is known, such as DE or Germany"],
    ["locale", "x", "is not a language tag"],
    ["items", "1.5", "is neither a number of pieces"],
    ["first_name", "A\nB", "holds a control character"],
    ["discount", "free", "is not an amount"],
  ])("with a %s that cannot be read is taken without it, and a remark", (column, cell, reason) => {
    const result = read(2, { ...cells, [column]: cell });
    expect(result).toMatchObject({ row: { order: { orderId: "1" } }, remarks: [{ column }] });
    expect(result).toHaveProperty("remarks.0.reason", expect.stringContaining(reason));
  });

  it.each(["x", "maybe", "yes (revoked 2026-06-01)", "no - manual", "Nein danke"])(
    "with the consent %j is a refusal, said by the time that the file was read",
    (marketing_consent) => {
      const result = read(2, { ...cells, marketing_consent });
      expect(result).toMatchObject({
        row: { consent: { state: "denied" }, refusalToldAt: "2026-11-20T12:00:00.000Z" },
      });
    },
  );

  it("with an address for its customer id is that address's, and a remark", () => {
    const result = read(2, { ...cells, customer_id: "Bo@example.com", email: "", marketing_consent: "yes" });
    expect(result).toMatchObject({
      row: { email: "Bo@example.com", profile: { email: "Bo@example.com" }, consent: { state: "granted" } },
      remarks: [{ column: "customer_id", became: "taken as email" }],
    });
    expect(result).toHaveProperty("row.customerId", "bo@example.com");
  });

  it.each([
    ["bo@example.com", "bo@example.com"],
    ["Bo <BO@example.com>", "bo@example.com"],
    ["+49 151 2345678", "+491512345678"],
    ["+49151/2345678", "+491512345678"],
  ])(
    "with %j for its customer id, beside an address, is of the account whose login that is, and a remark",
    (customer_id, login) => {
      const result = read(2, { ...cells, customer_id });
      expect(result).toMatchObject({
        row: { email: "ann@example.com" },
        remarks: [{ column: "customer_id", became: "shown as its hash" }],
      });
      expect(result).toHaveProperty("row.customerId", login);
    },
  );

  it("with a telephone number alone is refused", () => {
    expect(read(2, { ...cells, customer_id: "+491512345678", email: "" })).toEqual({
      reason: expect.stringContaining("customer_id is a telephone number"),
    });
    expect(read(2, { ...cells, customer_id: "4912345678", email: "" })).toHaveProperty("row.customerId", "4912345678");
    expect(read(2, { ...cells, customer_id: "004912345678" })).toHaveProperty("row.customerId", "004912345678");
  });

  it("says which consent was not understood, and so taken as no", () => {
    const remark = { column: "marketing_consent", reason: expect.stringContaining("not understood") };
    expect(read(2, { ...cells, marketing_consent: "x" })).toHaveProperty("remarks", [
      { ...remark, became: "taken as no" },
    ]);
    expect(read(2, { ...cells, marketing_consent: "no longer" })).toHaveProperty("remarks", []);
  });

  it("with more paid back than it came to is taken as written, and a remark", () => {
    expect(read(2, { ...cells, refunded: "13" })).toMatchObject({
      row: { order: { refunds: { csv: 1_300 } } },
      remarks: [{ column: "refunded", became: "taken as written" }],
    });
    expect(read(2, { ...cells, refunded: "12.50" })).toMatchObject({ remarks: [] });
  });

  it.each(["n/a", "-", "none", "NULL", "#N/A"])("takes the address %j for none", (email) => {
    const result = read(2, { ...cells, email });
    expect(result).toMatchObject({ row: { customerId: "7" }, remarks: [] });
    expect(result).not.toHaveProperty("row.email");
  });

  it("without a customer id is refused where its address is none", () => {
    expect(read(2, { ...cells, customer_id: "", email: "ann@" })).toEqual({ reason: "email is not an e-mail address" });
  });

  it("never repeats an address in a reason", () => {
    expect(JSON.stringify(read(2, { ...cells, customer_id: "", email: "secret person@example.com" }))).not.toContain(
      "secret",
    );
  });
});

describe("readAmount", () => {
  it.each([
    ["0.1", "EUR", 10],
    ["+12", "EUR", 1200],
    ["-0.00", "EUR", 0],
    ["1234", "JPY", 1234],
    ["1234.000", "JPY", 1234],
    ["1.234", "KWD", 1234],
    ["1.2345", "CLF", 12_345],
    ["1000000000000.00", "USD", 100_000_000_000_000],
  ])("reads %s %s as %d minor units", (text, currency, amountMinor) => {
    expect(readAmount(text, currency, undefined)).toEqual({ value: amountMinor });
  });

  it.each(["1000000000000.01", "1e3", "12.", ".5", "0x10", "NaN", "", "10 00", "1.00.000", "(5", "١٢"])(
    "refuses %j",
    (text) => {
      expect(readAmount(text, "USD", undefined)).toHaveProperty("reason");
    },
  );
});

describe("readInstant", () => {
  it.each([
    ["2026-07-01T14:30:00Z", "2026-07-01T14:30:00.000Z"],
    ["2026-07-01 14:30:00.1239+0200", "2026-07-01T12:30:00.123Z"],
    ["2026-07-01 14:30", "2026-07-01T12:30:00.000Z"],
    ["2026-01-01", "2025-12-31T23:00:00.000Z"],
    ["2026-03-29 02:30", "2026-03-29T01:30:00.000Z"],
  ])("reads %s in Berlin as %s", (text, instant) => {
    expect(readInstant(text, { timeZone: "Europe/Berlin", firstDay: "1990-01-01" })).toEqual({ value: instant });
  });

  it.each(["", "2026-7-1", "2026-07-01T25:00", "2026-07-01T12:60Z", "yesterday", "1782900000"])(
    "refuses %j",
    (text) => {
      expect(readInstant(text, { timeZone: "UTC", firstDay: "1990-01-01" })).toHaveProperty("reason");
    },
  );
});
