import { type HandedChannel, isByPhone } from "../model/channel.ts";

/** Words by which people stop text messages, in capitals as the senders' tools know them; STOP is known everywhere. */
const STOP = /\b(?:STOP|ARRET|PARAR|BAJA)\b|退订|拒收|退訂/;

/** Whether a text lacks how to stop the messages: one to a phone number has no link of ours, and no switch beside it. */
export const lacksStop = (text: string, channel: HandedChannel): boolean => isByPhone(channel) && !STOP.test(text);
