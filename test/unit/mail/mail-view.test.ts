import { expect, it } from "vitest";
import { mailViewOf } from "../../../shared/mail/mail-view.ts";

const fullName = (firstName: string, lastName: string) =>
  mailViewOf({
    firstName,
    lastName,
    shop: { name: "Linden & Loom", postalAddress: "12 Weaver Street, Leeds" },
    lastDay: undefined,
    tier: "drowsy",
    offer: undefined,
    unsubscribeUrl: "https://mail.example/u/token",
    locale: "en",
  }).customer.full_name;

it("a full name is nothing where two harmless names make one telephone number", () => {
  expect(fullName("Ada", "Lovelace")).toBe("Ada Lovelace");
  expect(fullName("Call 1800", "5550")).toBe("");
});
