/** ISO 3166-1 (2025): three letters and the two that belong to them. */
const standard =
  "ABWAW AFGAF AGOAO AIAAI ALAAX ALBAL ANDAD AREAE ARGAR ARMAM ASMAS ATAAQ ATFTF ATGAG AUSAU AUTAT AZEAZ BDIBI BELBE BENBJ BESBQ BFABF BGDBD BGRBG BHRBH BHSBS BIHBA BLMBL BLRBY BLZBZ BMUBM BOLBO BRABR BRBBB BRNBN BTNBT BVTBV BWABW CAFCF CANCA CCKCC CHECH CHLCL CHNCN CIVCI CMRCM CODCD COGCG COKCK COLCO COMKM CPVCV CRICR CUBCU CUWCW CXRCX CYMKY CYPCY CZECZ DEUDE DJIDJ DMADM DNKDK DOMDO DZADZ ECUEC EGYEG ERIER ESHEH ESPES ESTEE ETHET FINFI FJIFJ FLKFK FRAFR FROFO FSMFM GABGA GBRGB GEOGE GGYGG GHAGH GIBGI GINGN GLPGP GMBGM GNBGW GNQGQ GRCGR GRDGD GRLGL GTMGT GUFGF GUMGU GUYGY HKGHK HMDHM HNDHN HRVHR HTIHT HUNHU IDNID IMNIM INDIN IOTIO IRLIE IRNIR IRQIQ ISLIS ISRIL ITAIT JAMJM JEYJE JORJO JPNJP KAZKZ KENKE KGZKG KHMKH KIRKI KNAKN KORKR KWTKW LAOLA LBNLB LBRLR LBYLY LCALC LIELI LKALK LSOLS LTULT LUXLU LVALV MACMO MAFMF MARMA MCOMC MDAMD MDGMG MDVMV MEXMX MHLMH MKDMK MLIML MLTMT MMRMM MNEME MNGMN MNPMP MOZMZ MRTMR MSRMS MTQMQ MUSMU MWIMW MYSMY MYTYT NAMNA NCLNC NERNE NFKNF NGANG NICNI NIUNU NLDNL NORNO NPLNP NRUNR NZLNZ OMNOM PAKPK PANPA PCNPN PERPE PHLPH PLWPW PNGPG POLPL PRIPR PRKKP PRTPT PRYPY PSEPS PYFPF QATQA REURE ROURO RUSRU RWARW SAUSA SDNSD SENSN SGPSG SGSGS SHNSH SJMSJ SLBSB SLESL SLVSV SMRSM SOMSO SPMPM SRBRS SSDSS STPST SURSR SVKSK SVNSI SWESE SWZSZ SXMSX SYCSC SYRSY TCATC TCDTD TGOTG THATH TJKTJ TKLTK TKMTM TLSTL TONTO TTOTT TUNTN TURTR TUVTV TWNTW TZATZ UGAUG UKRUA UMIUM URYUY USAUS UZBUZ VATVA VCTVC VENVE VGBVG VIRVI VNMVN VUTVU WLFWF WSMWS YEMYE ZAFZA ZMBZM ZWEZW";

/** Codes outside the standard that shop systems send: Kosovo, Ascension, Tristan da Cunha, the Canaries, Ceuta and Melilla. */
const outside = "XK AC TA IC EA";

/** What people and forms write that is neither code nor a name below: of the countries that laws name, and of the most usual. */
const otherNames: Readonly<Record<string, string>> = {
  CN: "PRC|PR China|China PRC|Mainland China|China Mainland|Chinese Mainland|People's Republic of China|China, People's Republic of|中国大陆|中國大陸|中华人民共和国|中華人民共和國|Zhongguo",
  CA: "Dominion of Canada|加拿大",
  GB: "UK|U.K.|Great Britain|England|Scotland|Wales|Northern Ireland",
  CZ: "Czech Republic",
  GR: "EL",
  KR: "Korea|Republic of Korea|Korea, Republic of",
  NL: "Holland",
  RU: "Russian Federation",
  SZ: "Swaziland",
  TR: "Turkey",
  US: "U.S.|U.S.A.|United States of America|America",
  HK: "Hong Kong SAR|Hongkong",
  MO: "Macau|Macao SAR",
  TW: "Taiwan, Province of China|Republic of China",
};

/** Languages in which every country's name is understood, beside its own: those that forms are most often filled in. */
const languages =
  "en de fr es pt it nl da sv nb fi pl cs sk hu ro bg hr sl el tr ru uk he ar fa hi bn id ms vi th ja ko zh-Hans zh-Hant".split(
    " ",
  );

const pairs = standard.split(" ").map((pair): [string, string] => [pair.slice(0, 3), pair.slice(3)]);
const byThreeLetters: ReadonlyMap<string, string> = new Map(pairs);
const known: ReadonlySet<string> = new Set([...byThreeLetters.values(), ...outside.split(" ")]);

/** A country was told, and nobody can say which: the code that CLDR has for it. */
export const UNREADABLE_COUNTRY = "ZZ";

/**
 * The country that a source names, as ISO 3166-1 has it in two letters: of a code of two letters or three in any case, or of
 * a name, in English, the country's own languages, or any that `languages` has.
 *
 * @returns undefined where none is told (`XX` says so too); `UNREADABLE_COUNTRY` for a text that names none that we know
 * @example countryOf(" chn") // "CN"
 * @example countryOf("Kina") // "CN"
 */
export const countryOf = (told: string | null | undefined): string | undefined => {
  const text = told?.trim().toUpperCase() ?? "";
  if (text === "" || text === "XX") return undefined;
  if (known.has(text)) return text;
  return byThreeLetters.get(text) ?? countriesByName().get(lettersOf(text)) ?? UNREADABLE_COUNTRY;
};

/** Two names are one whatever their case, accents, spaces and dots. */
const lettersOf = (name: string): string =>
  name
    .normalize("NFKD")
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, "");

let byNameOnce: ReadonlyMap<string, string> | undefined;

/** Made when the first name is met: most sources send codes. Of two countries with one name the earlier language decides. */
const countriesByName = (): ReadonlyMap<string, string> => {
  byNameOnce ??= readNames();
  return byNameOnce;
};

const readNames = (): ReadonlyMap<string, string> => {
  const written = Object.entries(otherNames).flatMap(([code, named]) =>
    named.split("|").map((name) => ({ name, code })),
  );
  const inLanguages = languages.flatMap((language) => namesIn(language, known));
  const inOwn = [...known].flatMap((code) => namesIn(new Intl.Locale(`und-${code}`).maximize().language, [code]));
  const byName = new Map<string, string>();
  for (const { name, code } of [...written, ...inLanguages, ...inOwn]) {
    const letters = lettersOf(name);
    if (letters !== "" && !byName.has(letters)) byName.set(letters, code);
  }
  return byName;
};

/** Up to three letters are an abbreviation, which others have for something else: the French one of the United States is that of Europe. */
const isAbbreviation = (name: string): boolean => /^[a-z]{1,3}$/.test(lettersOf(name));

const namesIn = (language: string, codes: Iterable<string>): { name: string; code: string }[] =>
  (["long", "short"] as const).flatMap((style) => {
    const names = new Intl.DisplayNames(language, { type: "region", fallback: "none", style });
    return [...codes].flatMap((code) => {
      const name = names.of(code) ?? "";
      return isAbbreviation(name) ? [] : [{ name, code }];
    });
  });
