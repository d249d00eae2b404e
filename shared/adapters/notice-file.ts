import { workKeys } from "../model/night.ts";
import type { Day } from "../model/time.ts";
import { nightFileRegister as register } from "../night-files/register.ts";
import type { FileStore } from "../ports/files.ts";
import type * as Night from "../ports/night.ts";
import { findJson, JSON_TYPE, jsonText, openWholeJson, replaceJson } from "./json-files.ts";
import { untilUnchanged } from "./until-unchanged.ts";

/** Who of marketing was told of a day. A night and an hour of its post, or two hours, may be at it in one moment: one of them tells. */
export const noticeFile = (data: FileStore) => {
  const { schema } = register.notice.content;
  /** Writes over what was read and nothing else; `change` answers undefined where nothing is to be changed. */
  const changeTold = async (asOf: Day, change: (told: readonly string[]) => readonly string[] | undefined) => {
    const key = workKeys.notice(asOf);
    return untilUnchanged(key, async () => {
      const opened = await openWholeJson(data, key, schema);
      // One that is broken throws with its name.
      if (opened === undefined) await findJson(data, key, schema);
      const told = change(opened?.value.told ?? []);
      if (told === undefined) return "as-it-is";
      const value = { asOf, told };
      const written =
        opened === undefined
          ? await data.create(key, jsonText(value), JSON_TYPE)
          : await replaceJson(data, key, opened.version, value);
      return written === "changed" || written === "taken" ? "changed" : "written";
    });
  };

  const noteNotice: Night.NoteNotice = async (asOf, recipient) => {
    const noted = (told: readonly string[]) => (told.includes(recipient) ? undefined : [...told, recipient]);
    return (await changeTold(asOf, noted)) === "written";
  };
  const takeBackNotice: Night.TakeBackNotice = async (asOf, recipient) => {
    await changeTold(asOf, (told) => told.filter((one) => one !== recipient));
  };
  return { noteNotice, takeBackNotice };
};
