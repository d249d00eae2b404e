import { identitiesOfHolder } from "../model/holder.ts";
import type { News } from "./news.ts";
import type { RecordDeps } from "./record-deps.ts";
import { sweepUp } from "./sweep-up.ts";

/** An event that is not recorded after all gives up what its attempts had named, begun and put. */
export const giveUp = ({ names, tellings }: News, deps: RecordDeps): Promise<void> => {
  const holders = tellings.map(({ holder }) => holder);
  const named = tellings.flatMap(({ holder, phones }) => [...identitiesOfHolder(holder), ...phones]);
  return sweepUp({ identities: [...new Set([...names, ...named])], holders }, deps);
};
