import { readdir, readFile } from "node:fs/promises";
import { z } from "zod";
import type { CampaignLibrary, CampaignSource } from "../campaigns/campaign-library.ts";
import { lintCampaign } from "../campaigns/lint-campaign.ts";
import { type TemplateParts, templateParts } from "../mail/template-parts.ts";
import { campaignSchema } from "../model/campaign.ts";
import { SettingsError } from "../model/errors.ts";
import { parseJsonFile } from "../model/parse-json.ts";

/**
 * Reads `campaigns/`: the frame, and one folder for each campaign with `campaign.json` and, for each locale,
 * `<locale>.subject.liquid`, `<locale>.text.liquid` and `<locale>.html.liquid`. In the order of their names.
 *
 * @param directory ends in a slash: `new URL("./campaigns/", import.meta.url)` beside a function's code
 * @throws SettingsError that lists everything wrong with any campaign
 */
export const readCampaigns = async (directory: URL): Promise<CampaignLibrary> => {
  const entries = await readdir(directory, { withFileTypes: true });
  const ids = entries
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
  const frame = await readFile(new URL("frame.html.liquid", directory), "utf8");
  const campaigns = await Promise.all(ids.map((id) => readCampaign(new URL(`${id}/`, directory), id)));
  const problems = campaigns.flatMap((source) => lintCampaign(source, frame));
  if (problems.length > 0) throw new SettingsError(`campaigns have mistakes:\n${problems.join("\n")}`);
  return { frame, campaigns };
};

const readCampaign = async (folder: URL, id: string): Promise<CampaignSource> => {
  const [definition, files] = await Promise.all([readDefinition(folder, id), readdir(folder)]);
  const locales = [...new Set(files.flatMap((file) => /^([\w-]+)\.\w+\.liquid$/.exec(file)?.[1] ?? []))].sort();
  if (locales.length === 0) throw new SettingsError(`campaigns/${id} has no templates, such as en.html.liquid`);
  const templates = await Promise.all(
    locales.map(async (locale): Promise<[string, TemplateParts]> => [locale, await readParts(folder, id, locale)]),
  );
  return { campaign: definition, templates: new Map(templates) };
};

const readDefinition = async (folder: URL, id: string) => {
  const text = await readFile(new URL("campaign.json", folder), "utf8");
  const parsed = campaignSchema.safeParse(parseJsonFile(text, `campaigns/${id}/campaign.json`));
  if (!parsed.success) {
    throw new SettingsError(`campaigns/${id}/campaign.json does not fit:\n${z.prettifyError(parsed.error)}`);
  }
  if (parsed.data.id !== id) {
    throw new SettingsError(
      `campaigns/${id}/campaign.json has the id "${parsed.data.id}"; it must be that of its folder`,
    );
  }
  return parsed.data;
};

const readParts = async (folder: URL, id: string, locale: string): Promise<TemplateParts> => {
  if (!isLocale(locale)) {
    throw new SettingsError(`campaigns/${id}: "${locale}" is no locale, such as en or zh-CN`);
  }
  const [subject, text, html] = await Promise.all(templateParts.map((part) => readPart(folder, id, locale, part)));
  return { subject: subject ?? "", text: text ?? "", html: html ?? "" };
};

const isLocale = (locale: string): boolean => {
  try {
    return Intl.getCanonicalLocales(locale)[0] === locale;
  } catch {
    return false;
  }
};

const readPart = async (folder: URL, id: string, locale: string, part: string): Promise<string> => {
  try {
    return await readFile(new URL(`${locale}.${part}.liquid`, folder), "utf8");
  } catch {
    throw new SettingsError(`campaigns/${id}/${locale}.${part}.liquid is missing: every locale needs all three parts`);
  }
};
