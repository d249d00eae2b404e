import { isHandleIdentity } from "../model/identity.ts";
import { refusalsIn } from "./join-channels.ts";
import type { PersonKnowledge } from "./join-customer.ts";

/**
 * Who is known by a number or another handle alone, and said nothing but no, is kept as its keyed hash: whose it is nobody knows, so
 * no erasure of its owner would reach what is written out here, nor the body that it was read from.
 */
export const withoutHandle = (holder: string, knowledge: PersonKnowledge): PersonKnowledge => {
  const { consents, channels = {} } = knowledge;
  const said = [consents, ...Object.values(channels).map((told) => told.consents)];
  const isRefusal =
    said.some(({ denied }) => denied !== undefined) && said.every(({ granted }) => Object.keys(granted).length === 0);
  if (!isHandleIdentity(holder) || !isRefusal) return knowledge;
  const refused = knowledge.channels && { channels: refusalsIn(knowledge.channels) };
  return { ...knowledge, ...refused, profile: {}, archiveKeys: [] };
};
