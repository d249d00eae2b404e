import { expect, test } from "vitest";
import { withStandIns } from "../../../cli/rehearse/stand-ins.ts";
import { settingsSchema } from "../../../shared/model/settings.ts";

const standingIn = (postalAddress: string) => withStandIns(settingsSchema.parse({ shop: { postalAddress } }));

test.each(["", "   ", " - "])(
  "a rehearsal of a shop whose postal address is %j writes with an example's, and says so",
  (address) => {
    const { settings, stoodIn } = standingIn(address);
    expect(settings.shop.postalAddress).toContain("Example Street");
    expect(stoodIn.join()).toContain("no shop.postalAddress");
  },
);

test("a rehearsal of a shop with a postal address writes with that", () => {
  const { settings, stoodIn } = standingIn("1 Tea Lane");
  expect(settings).toMatchObject({ shop: { postalAddress: "1 Tea Lane" }, mail: { sending: "on" } });
  expect(stoodIn).toEqual([]);
});
