import { describe, expect, it } from "vitest";
import { kindOfAddress } from "../../../shared/identity/address-kinds.ts";
import { ownAddressesOf } from "../../../shared/identity/identity-settings.ts";
import { settings } from "../../support/recording-deps.ts";

const shop = settings({ identity: { ownAddresses: ["Till@Shop.example"], placeholders: ["walkin@corner.example"] } });
const kind = (address: string | undefined) => kindOfAddress(address, ownAddressesOf(shop));

describe("the kind of an address", () => {
  it.each([
    ["ann@example.com", undefined],
    ["till@shop.example", "shops-own"],
    ["TILL@shop.example", "shops-own"],
    ["walkin@corner.example", "placeholder"],
    ["noemail@example.com", "placeholder"],
    ["ann@test.com", "placeholder"],
    ["ann@deep.invalid", "placeholder"],
    ["x1@marketplace.amazon.de", "relay"],
    ["x1@deep.members.ebay.com", "relay"],
    ["ann@mailinator.com", "disposable"],
    ["ann@notmailinator.com", undefined],
    ["info@example.com", "role"],
    ["INFO+tea@example.com", "role"],
    ["till+2@shop.example", "shops-own"],
    ["noemail+1@example.com", "placeholder"],
    ["+info@example.com", undefined],
    ["till@example.com", undefined],
    ["information@example.com", undefined],
    ["no address", undefined],
    [undefined, undefined],
  ] as const)("of %s is %s", (address, expected) => {
    expect(kind(address)).toBe(expected);
  });
});

describe("the mailbox of a role", () => {
  it.each([
    "shop store hello hi team mail orders customer-service",
    "kundenservice hallo bestellung bestellungen kasse büro",
    "ventas compras pedidos contacto boutique commandes ordini negozio loja",
    "lienhe kefu zakaz sklep siparis klantenservice kundtjänst",
  ])("is each of %s", (names) => {
    expect(names.split(" ").filter((name) => kind(`${name}@mill.example`) !== "role")).toEqual([]);
  });

  it("is none that somebody is named", () => {
    const names = "till ola bo li an hope mae.order store-anne shopin hima";
    expect(names.split(" ").filter((name) => kind(`${name}@mill.example`) !== undefined)).toEqual([]);
  });
});

describe("a domain of the shop's own", () => {
  const kindAt = (address: string, more: Record<string, unknown>) =>
    kindOfAddress(address, ownAddressesOf(settings(more)));
  const sender = (email: string) => ({ mail: { sender: { email } } });

  it.each([
    ["ann@teapot.example", sender("hello@teapot.example"), "staff"],
    ["ann@deep.teapot.example", sender("hello@teapot.example"), "staff"],
    ["hello@teapot.example", sender("hello@teapot.example"), "shops-own"],
    ["ann@greenteapot.example", sender("hello@teapot.example"), undefined],
    ["ann@teapot.example", { shop: { url: "https://www.teapot.example/de" } }, "staff"],
    ["ann@xn--tepot-hra.example", { shop: { url: "https://teäpot.example" } }, "staff"],
    ["ann@gmail.com", sender("teapot@gmail.com"), undefined],
    ["ann@hotmail.com.br", sender("teapot@hotmail.com.br"), undefined],
    ["ann@yahoo.co.id", sender("teapot@yahoo.co.id"), undefined],
    ["ann@live.ca", sender("teapot@live.ca"), undefined],
    ["ann@qq.com", sender("teapot@vip.qq.com"), undefined],
    ["ann@example.com", sender("shop@example.com"), undefined],
    ["ann@teapot.example", { ...sender("hello@teapot.example"), identity: { ownDomains: [] } }, undefined],
    ["ann@mill.example", { ...sender("hello@teapot.example"), identity: { ownDomains: ["Mill.example"] } }, "staff"],
  ])("of %s with %j: %s", (address, more, expected) => {
    expect(kindAt(address, more)).toBe(expected);
  });

  it("has customers where mail to them is tried, also at the mailbox of a role", () => {
    const tried = ["you@teapot.example", "shop@teapot.example"];
    const mail = { sender: { email: "hello@teapot.example" }, testRecipients: tried };
    expect(tried.map((address) => kindAt(address, { mail }))).toEqual([undefined, undefined]);
  });
});
