import { describe, expect, it } from "vitest";
import { withCountedLinks } from "../../../shared/mail/counted-links.ts";

const ours = { publicUrl: "https://mail.teapot.example", postalAddress: "1 High Street, York" };
const seen: string[] = [];
const counted = (html: string) => {
  seen.length = 0;
  return withCountedLinks(html, ours, (target) => {
    seen.push(target);
    return target.includes("long") ? undefined : "https://mail.teapot.example/c/token";
  });
};

describe("counted links", () => {
  it("take the place of a mail's own, whichever way they are written, and leave all else", () => {
    const [a, b, c] = [
      `<p><a class="x" href="https://teapot.example/tea?a=1&amp;b=2" style="color:#fff">Tea</a></p>`,
      `<A HREF='http://teapot.example/'><img src="https://teapot.example/a.png" alt="Tea"></A>`,
      `<a title="a > b" href = " https://teapot.example/c " target="_blank">Sea</a>`,
    ];
    expect(counted(`${a}${b}${c}`)).toBe(
      `<p><a class="x" href="https://mail.teapot.example/c/token" style="color:#fff">Tea</a></p>` +
        `<A HREF="https://mail.teapot.example/c/token"><img src="https://teapot.example/a.png" alt="Tea"></A>` +
        `<a title="a > b" href = "https://mail.teapot.example/c/token" target="_blank">Sea</a>`,
    );
    expect(seen).toEqual(["https://teapot.example/tea?a=1&b=2", "http://teapot.example/", "https://teapot.example/c"]);
  });

  it.each([
    `<a href="https://mail.teapot.example/u/key.win-back.en.sealed.mac">Unsubscribe</a>`,
    `<a href="https://mail.teapot.example">Us</a>`,
    `<a href="https://maps.example/?q=york">1 High<br>Street, <b>York</b></a>`,
    `<a href="mailto:hello@teapot.example">Write</a>`,
    `<a href="tel:+441904">Call</a>`,
    `<a href="#top">Up</a>`,
    `<a href="/tea">Relative</a>`,
    `<a href="">Nothing</a>`,
    `<a href="https://teapot.example/long">Too long</a>`,
    `<a name="top">Anchor</a>`,
    `<link href="https://teapot.example/style.css">`,
    `<abbr href="https://teapot.example/">no link</abbr>`,
  ])("leave as it is: %s", (html) => expect(counted(html)).toBe(html));

  it("are no address that merely begins like ours", () => {
    counted(`<a href="https://mail.teapot.example.evil.example/">x</a>`);
    expect(seen).toEqual(["https://mail.teapot.example.evil.example/"]);
  });
});
