import type { HandedChannel } from "../model/channel.ts";
import type { SigningSecrets } from "../model/keys.ts";

type EventToPost = { url: string; headers: Readonly<Record<string, string>>; body: string };

/** `no-connection`: nothing was sent. `no-answer`: it was, and may have been taken. */
export type PostAnswer = { status: number } | { failure: "no-connection" | "no-answer" };

/** Posts once, follows no redirect, and comes to an end. Never throws: whatever a connection does is an answer too. */
export type PostEvent = (event: EventToPost) => Promise<PostAnswer>;

/** What is posted for a channel is signed with these; undefined for one that the deployment does not know. */
export type ReadOutboxSecrets = (channel: HandedChannel) => Promise<SigningSecrets | undefined>;
