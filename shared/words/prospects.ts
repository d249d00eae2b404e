import { grouped } from "../model/counted.ts";
import type { ScoreTally } from "../model/score-tally.ts";
import type { Said } from "./said.ts";

/** What a night says of those who are known and have no order; nothing where there are none. */
export const prospectsWords = ({ people, reachable }: ScoreTally["prospects"]): readonly Said[] =>
  people === 0
    ? []
    : [
        {
          en: `Beside the customers, ${grouped(people)} ${people === 1 ? "prospect is" : "prospects are"} known, with no order of any kind; ${grouped(reachable)} of them may be written to. They are in no number of this page, and in the file segments/prospects.csv.`,
          zh: `除客户外，还认识 ${grouped(people)} 位没有任何订单的潜在客户，其中 ${grouped(reachable)} 位可以写信。他们不计入本页任何数字，见文件 segments/prospects.csv。`,
        },
      ];
