import type { Random } from "./random.ts";

/** Where invented customers live: how they are named, what they read, how many of a hundred there are. */
type Place = {
  locale: string;
  country: string;
  share: number;
  first: readonly [string, ...string[]];
  last: readonly [string, ...string[]];
};

const places: readonly [Place, ...Place[]] = [
  {
    locale: "en",
    country: "US",
    share: 34,
    first: ["Ada", "Grace", "Alan", "Mary", "Walter", "June", "Otis", "Pearl"],
    last: ["Marsh", "Fields", "O'Neill", "Baker-Lee", "Stone", "Rivers"],
  },
  {
    locale: "de",
    country: "DE",
    share: 20,
    first: ["Jürgen", "Anneliese", "Käthe", "Sören", "Lena", "Emil"],
    last: ["Müller", "Weiß", "Schröder", "von der Heide", "Groß"],
  },
  {
    locale: "zh-CN",
    country: "CN",
    share: 16,
    first: ["伟", "芳", "秀英", "敏", "静", "丽娜"],
    last: ["王", "李", "张", "欧阳", "陈"],
  },
  {
    locale: "fr",
    country: "FR",
    share: 12,
    first: ["Zoé", "Hélène", "François", "Noël", "Maël"],
    last: ["Lefèvre", "d'Arc", "Bénard", "Ça"],
  },
  {
    locale: "ar",
    country: "AE",
    share: 8,
    first: ["ليلى", "يوسف", "مريم", "خالد"],
    last: ["الحسن", "ناصر", "عبد الله"],
  },
  { locale: "he", country: "IL", share: 4, first: ["נועה", "אורי", "תמר"], last: ["כהן", "לוי"] },
  { locale: "ja", country: "JP", share: 6, first: ["さくら", "健", "美咲"], last: ["佐藤", "鈴木"] },
];

export type Person = { firstName: string; lastName: string; locale: string; country: string };

export const inventPerson = (random: Random): Person => {
  const place = placeAt(random.uniform());
  const { locale, country, first, last } = place;
  return { firstName: random.pick(first), lastName: random.pick(last), locale, country };
};

/** The place that a uniform number falls on, each being as wide as its share. */
const placeAt = (point: number): Place => {
  let left = point * places.reduce((sum, { share }) => sum + share, 0);
  for (const place of places) {
    if (left < place.share) return place;
    left -= place.share;
  }
  return places[0];
};
