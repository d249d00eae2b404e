const WIDE =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\u3000-\u303f\uff01-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation}/u;
const graphemes = new Intl.Segmenter("en", { granularity: "grapheme" });

/** Columns that a line takes: a Chinese, Japanese or Korean character and a picture take two, what shows nothing none. */
export const widthOf = (line: string): number =>
  [...graphemes.segment(line)].reduce((width, { segment }) => {
    if (/^[\p{Default_Ignorable_Code_Point}\p{Cc}]+$/u.test(segment)) return width;
    return width + (WIDE.test(segment) ? 2 : 1);
  }, 0);
