import * as z from "zod";
import { readShape } from "./parse-body.ts";
import type { ReadTopic } from "./source-room.ts";

/** A topic that tells Rouse nothing, yet is sent by shops that subscribe to all: any object, and why it is let go. */
export const ignored =
  (reason: string): ReadTopic =>
  (body, topic) => {
    readShape(z.looseObject({}), body, topic);
    return { kind: "ignored", reason };
  };
