import { EARLIER, type OwnSegment } from "../model/own-segment.ts";
import type { Said } from "./said.ts";

/** Columns of the segments that marketing makes. */
export const ownSegmentColumns = {
  segments: {
    en: "Segments of the shop's own (`campaigns/segments.yaml`) that they are in, in the order of that file, a blank between two.",
    zh: "所属的自定义分群（`campaigns/segments.yaml`），按该文件中的顺序，以空格分隔。",
  },
  segments_since: {
    en: `Since when in each of \`segments\`, in the same order: the day of the first night that saw them in it without a break; \`${EARLIER}\` where it was made or changed while they were in it already.`,
    zh: `自何时起属于 \`segments\` 中的各分群，顺序相同：连续属于该分群的第一夜的日期；分群新建或修改时已在其中者为 \`${EARLIER}\`。`,
  },
} as const satisfies Readonly<Record<string, Said>>;

/** What a segment of the shop's own means: its title, and its condition on one line. */
export const ownSegmentSentence = ({ title, title_zh, when }: OwnSegment): Said => {
  const condition = when.replaceAll(/\s+/g, " ").trim();
  return { en: `${title}: ${condition}`, zh: `${title_zh ?? title}：${condition}` };
};
