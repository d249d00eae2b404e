/**
 * Words of names that strangers share (looked through last on 2026-11-29, as all lists here), without case and accents: they tell
 * nobody from anybody. Titles, forms of firms and what tills and tests write are no part of a name.
 */
export const titles: ReadonlySet<string> = new Set([
  // Forms of address: CLDR 46, person names (`title`, `generation`, `credentials`), and their usual short forms.
  ..."mr mrs ms mx miss mister sir madam dr doctor prof professor jr sr phd mba esq".split(" "),
  ..."herr frau fraulein hr fr doktor dipl ing".split(" "),
  ..."monsieur madame mademoiselle mme mlle maitre".split(" "),
  ..."senor senora senorita sra srta sres".split(" "),
  ..."signor signora signore sig dott dottssa avv".split(" "),
  ..."senhor senhora meneer mevrouw mevr dhr".split(" "),
  // Forms of firms: ISO 20275 (entity legal forms, GLEIF), those of the countries where most shops are.
  ..."gmbh mbh ag kg kgaa ohg gbr ug".split(" "),
  ..."ltd limited llc llp inc corp corporation plc pty".split(" "),
  ..."sarl sas sasu eurl srl spa sl bv nv vof aps oy oyj kk".split(" "),
  // What stands for a name that there was not.
  ..."guest guests customer client walkin walk test tester testing pos pickup anonymous unknown firstname lastname".split(
    " ",
  ),
  ..."gast kunde kundin testkunde vorname nachname invite cliente clienti ospite invitado anonyme anonym".split(" "),
]);

/** Written behind a name in Chinese, Japanese or Korean, decomposed as names are compared. */
export const titlesBehind: readonly string[] = ["先生", "女士", "小姐", "様", "殿", "さま", "さん", "님", "씨"].map(
  (title) => title.normalize("NFKD"),
);

/** Parts that say too little to tell people apart, and are all that is left of some names. */
export const particles: ReadonlySet<string> = new Set([
  // Before family names: the Dutch registry of persons (table 36), DIN 5007-2 for German, and those of Romance names.
  ..."van von der den het ten ter zu zum zur vom op in aan".split(" "),
  ..."de del della dello dei degli di da das do dos du des la las le les los el al".split(" "),
  ..."af av bin ibn bint bte mac".split(" "),
  // Between two names.
  ..."and und et en och oder og".split(" "),
  // What most men or women of a people bear: Vietnamese (Nguyen: 38 % by Le Trung Hoa, 2005), Sikh, Bengali.
  ..."nguyen thi singh kaur md".split(" "),
]);
