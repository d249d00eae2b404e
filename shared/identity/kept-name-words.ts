/**
 * Words of names that strangers share (looked through last on 2026-11-29, as all lists here): they tell nobody from anybody. Titles,
 * forms of firms and what tills and tests write are no part of a name. Case and accents do not count in any list here.
 */
export const titles: readonly string[] = [
  // Forms of address: CLDR 46, person names (`title`, `generation`, `credentials`), and their usual short forms.
  ..."mr mrs ms mx miss mister messrs sir madam dr doctor prof professor rev reverend jr sr phd mba esq".split(" "),
  ..."herr herrn frau fräulein hr fr doktor dipl ing mag eheleute familie fam firma".split(" "),
  ..."monsieur messieurs madame mesdames mademoiselle mme mlle maître docteur professeur".split(" "),
  ..."señor señora señorita señores sra srta sres dra dña lic profesor profesora".split(" "),
  ..."signor signora signorina signore sig dott dottssa dottoressa avv egr spett".split(" "),
  ..."senhor senhora senhorita exmo exma ilmo ilma doutor doutora profª".split(" "),
  ..."meneer mevrouw mevr mej juffrouw heer dhr drs".split(" "),
  ..."fru fröken frøken frk herre herra frú rouva neiti hra rva härra proua preili".split(" "),
  ..."pani paní pán państwo slečna slečno mgr inż judr mudr phdr rndr panna".split(" "),
  ..."gospodin gospođa gospođica gospodja gospod gospa gospodična gđa gdin ponas ponia kungs kundze".split(" "),
  ..."domnul doamna domnișoara dlui dna úrnő asszony kisasszony hölgy özv ifj".split(" "),
  ..."sayın sn beyefendi hanımefendi".split(" "),
  ..."κύριος κυρία κος κα κον κου δεσποινίς δις δρ".split(" "),
  ..."господин госпожа госпожица господа гн гжа гца гражданин гражданка гр товарищ доктор профессор др пані панна добродій".split(
    " ",
  ),
  ..."السيدة الآنسة آنسة سيدة أستاذ أستاذة الأستاذ الأستاذة دكتور دكتورة الدكتور الدكتورة المهندس المهندسة مهندس حضرة".split(
    " ",
  ),
  ..."آقا آقای سرکار جناب دوشیزه دکتر محترم محترمہ صاحبہ".split(" "),
  ..."גברת גב אדון פרופ עו".split(" "),
  ..."श्री श्रीमती श्रीमान सुश्री डॉ डॉक्टर smt shrimati shrimathi".split(" "),
  ..."জনাব জনাবা শ্রী শ্রীমতী திரு திருமதி శ్రీ శ్రీమతి શ્રી શ્રીમતી ਸ਼੍ਰੀ ਸ਼੍ਰੀਮਤੀ ಶ್ರೀ ಶ್ರೀಮತಿ ശ്രീ ശ്രീമതി".split(" "),
  ..."นาย นาง นางสาว คุณ ดร เด็กชาย เด็กหญิง ท้าว ທ້າວ ນາງ ທ່ານ លោក លោកស្រី កញ្ញា nangsao".split(" "),
  ..."bapak bpk ibu saudara saudari sdr sdri encik puan nyonya ginoo ginang binibini gng".split(" "),
  ..."ბატონი ქალბატონი պարոն տիկին օրիորդ አቶ ወይዘሮ ወይዘሪት xiansheng nüshi xiaojie taitai".split(" "),
  // Forms of firms: ISO 20275 (entity legal forms, GLEIF), those of the countries where most shops are.
  ..."gmbh mbh ag kg kgaa ohg gbr ug".split(" "),
  ..."ltd limited llc llp inc corp corporation plc pty".split(" "),
  ..."sarl sas sasu eurl srl spa sl bv nv vof aps oy oyj kk ltda eireli kft zrt nyrt sro".split(" "),
  ..."ооо оао зао ип тоо фоп еоод".split(" "),
  // What stands for a name that there was not.
  ..."guest guests customer client walkin walk test tester testing pos pickup anonymous unknown firstname lastname".split(
    " ",
  ),
  ..."gast kunde kundin testkunde vorname nachname invite cliente clienti ospite invitado anonyme anonym".split(" "),
];

/** Titles that many have for a name: they are none but before all of a name … */
export const titlesBefore: readonly string[] = [
  ..."pan pana don dona doña dom lord lady dame master judge captain capt me fa dl".split(" "),
  ..."bay bayan sheikh shaikh sheik haji hajah hj datuk dato datin tuan cik pak bu mas mbak nona".split(" "),
  ..."ông bà anh chị cô chú bác em khun nai nang sri shri shree kumari agha mar".split(" "),
  ..."пан пани السيد سيد الحاج الشيخ خانم מר הרב कुमारी செல்வி".split(" "),
];

/** … and these behind it. */
export const titlesAfter: readonly string[] = [
  ..."bey hanım hn efendi úr san sama ssi nim ji khanom sahib".split(" "),
  ..."خانم صاحب بیگم जी".split(" "),
];

/** The end of a short form that a dot or a dash parts: Sig.ra, Dott.ssa, г-жа. */
export const endsOfTitles: readonly string[] = "ra na ssa ma жа ца н".split(" ");

/** Written before a name in Thai, and mostly without a blank. */
export const titlesWrittenOn: readonly string[] = ["นางสาว", "เด็กชาย", "เด็กหญิง", "นาย", "นาง", "คุณ"];

/** Written behind a name in Chinese, Japanese or Korean: what holds another first. */
export const titlesBehind: readonly string[] = [
  ..."先生 女士 小姐 太太 夫人 老师 老師 同学 阁下 閣下".split(" "),
  ..."お客様 お客さま 様 殿 氏 さま さん くん ちゃん".split(" "),
  ..."선생님 고객님 사장님 여사님 님 씨 귀하".split(" "),
];

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
