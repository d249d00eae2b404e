/**
 * What programs call themselves that open the links of a mail before, or instead of, whoever it was sent to: mail gateways, previews of
 * chats, search engines, tools. Many say nothing of the kind; those are told by when they come.
 */
const PROGRAM =
  /bot\b|bot\/|crawl|spider|scan|preview|proxy|monitor|barracuda|mimecast|proofpoint|safelinks|symantec|trendmicro|fortinet|sophos|urlcheck|link-?check|facebookexternalhit|whatsapp\/|telegram|slack|discord|skype|curl|wget|python|java\/|okhttp|go-http|node|axios|libwww|headless|phantom|lighthouse/i;

export type Caller = { method: string; headers: Readonly<Record<string, string | undefined>> };

/** Whether a program says of itself that it is one, or only wants to know whether there is something, or fetches ahead. */
export const isProgram = ({ method, headers }: Caller): boolean => {
  const agent = headers["user-agent"] ?? "";
  const ahead = ["sec-purpose", "purpose", "x-purpose", "x-moz"].some((name) =>
    /prefetch|prerender|preview/i.test(headers[name] ?? ""),
  );
  return method !== "GET" || agent.trim() === "" || PROGRAM.test(agent) || ahead;
};
