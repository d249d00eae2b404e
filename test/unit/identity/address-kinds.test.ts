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
    ["information@example.com", undefined],
    ["no address", undefined],
    [undefined, undefined],
  ] as const)("of %s is %s", (address, expected) => {
    expect(kind(address)).toBe(expected);
  });
});
