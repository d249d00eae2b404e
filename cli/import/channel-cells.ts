import {
  type ChannelSaid,
  type HandedChannel,
  handedChannelSchema,
  isByPhone,
  normaliseHandle,
} from "../../shared/model/channel.ts";
import type { Consent } from "../../shared/model/consent.ts";
import type { HistoryCells, HistoryField } from "../../shared/sources/history-format.ts";
import type { Doubts } from "./doubts.ts";
import { readSaidIn, type Said, withoutApostrophe } from "./person-cells.ts";

type Columns = { consent: HistoryField; handle: HistoryField };

const columnsOf: Readonly<Record<HandedChannel, Columns>> = {
  sms: { consent: "sms_consent", handle: "phone" },
  whatsapp: { consent: "whatsapp_consent", handle: "phone" },
  push: { consent: "push_consent", handle: "push_handle" },
  wecom: { consent: "wecom_consent", handle: "wecom_handle" },
};

/** What a row tells of channels other than mail; of each that it says anything of. */
export const readChannels = (cells: HistoryCells, dated: (said: Said) => Consent, doubts: Doubts): ChannelSaid[] =>
  handedChannelSchema.options.flatMap((channel) => {
    const said = readChannel(channel, cells, doubts);
    if (said.consent === undefined && said.handle === undefined) return [];
    const consent = said.consent && dated(said.consent);
    return [{ channel, ...(said.handle && { handle: said.handle }), ...(consent && { consent }) }];
  });

/** Only a consent makes a telephone number a handle: there is one in most rows. */
const readChannel = (channel: HandedChannel, cells: HistoryCells, doubts: Doubts) => {
  const columns = columnsOf[channel];
  if (cells[columns.consent] === "" && (isByPhone(channel) || cells[columns.handle] === "")) return {};
  const consent = readSaidIn(columns.consent, cells, doubts);
  const written = withoutApostrophe(cells[columns.handle]);
  const handle = normaliseHandle(channel, written);
  if (handle === undefined && written !== "" && !isByPhone(channel))
    doubts.may(columns.handle, { reason: "is longer than 500 characters, or holds a control character" });
  return { consent, handle };
};
