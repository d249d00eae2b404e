import { shapeWords } from "./cell-shape.ts";
import type { StatusTallies, StatusTally } from "./tally-partition.ts";

/** Words of shop systems, and what their operators write in their languages (looked through last on 2026-11-29). */
const known: ReadonlySet<string> = new Set([
  "",
  ..."paid partially_paid partially_refunded refunded processing completed complete pending authorized voided".split(
    " ",
  ),
  ..."cancelled canceled failed on-hold checkout-draft draft trash deleted expired unpaid open closed archived".split(
    " ",
  ),
  ..."shipped shipping delivered fulfilled unfulfilled partial returned partially-refunded succeeded success".split(
    " ",
  ),
  ..."new holded hold pending_payment payment_review fraud canceled-by-customer requires_capture captured".split(" "),
  ..."confirmed accepted approved declined rejected closed_refunded chargeback disputed unknown invoiced ready".split(
    " ",
  ),
  ..."blocked in_progress in-progress done reminded paid_partially refunded_partially not_applicable active incomplete".split(
    " ",
  ),
  ...["awaiting payment", "awaiting fulfillment", "awaiting shipment", "awaiting pickup", "partially shipped"],
  ...[
    "manual verification required",
    "partially paid",
    "partially refunded",
    "payment pending",
    "on hold",
    "in transit",
  ],
  ...["payment accepted", "processing in progress", "ready for pickup", "not paid", "past due", "charged back"],
  // German, French, Spanish, Italian, Portuguese, Dutch
  ..."bezahlt offen storniert versendet versandt geliefert abgeschlossen erstattet neu unbezahlt retourniert".split(
    " ",
  ),
  ...["in bearbeitung", "teilweise bezahlt", "teilweise erstattet", "zahlung ausstehend", "en cours", "en attente"],
  ..."payé payée payee annulé annulée annule expédié expédiée livré livrée remboursé remboursée terminé terminée".split(
    " ",
  ),
  ..."pagado pagada cancelado cancelada enviado entregado completado pendiente reembolsado procesando".split(" "),
  ..."pagato annullato spedito consegnato completato rimborsato pago enviado entregue concluído pendente".split(" "),
  ..."betaald geannuleerd verzonden geleverd voltooid terugbetaald openstaand".split(" "),
  // Chinese, Japanese, Korean
  ..."已付款 已支付 待付款 未付款 已完成 已取消 已关闭 已發貨 已发货 待发货 已退款 交易成功 交易关闭 已签收".split(" "),
  ..."支払済 支払済み 入金済み 未払い 発送済み キャンセル 完了 返金済み 결제완료 배송중 배송완료 취소 환불".split(" "),
]);

/** A family's name has fewer of an order file: even one customer of a column that slipped for one row in twenty. */
const LEAST_ORDERS = 20;
const LEAST_SHARE = 1 / 10;
/** A shop has no more statuses of its own than this; what has more is another column. */
const MOST_WORDS = 20;

type Shown = Pick<StatusTally, "orders" | "unpaid">;

/**
 * Orders by status, as an operator is told: words that no shop system has, and few orders, may be somebody's name where columns
 * have slipped. They are counted together, with the line of the first.
 */
export const statusesShown = (statuses: StatusTallies): Record<string, Shown> => {
  const all = [...statuses];
  const orders = all.reduce((sum, [, tally]) => sum + tally.orders, 0);
  const own = all.filter(([word]) => !known.has(word));
  const isShown = ([word, tally]: (typeof all)[number]) =>
    known.has(word) ||
    (own.length <= MOST_WORDS && isWord(word) && tally.orders >= LEAST_ORDERS && tally.orders >= orders * LEAST_SHARE);
  const others = all.filter((one) => !isShown(one));
  const [taken, left] = [
    others.filter(([, { unpaid }]) => unpaid === 0),
    others.filter(([, { unpaid }]) => unpaid > 0),
  ];
  return Object.fromEntries([
    ...all.filter(isShown).map(([word, { orders: count, unpaid }]) => [word, { orders: count, unpaid }] as const),
    ...[taken, left].flatMap(together),
  ]);
};

/** Neither an address nor a number. */
const isWord = (word: string): boolean => !/@|\d{3}/.test(word);

const together = (statuses: readonly (readonly [string, StatusTally])[]): (readonly [string, Shown])[] => {
  const [first] = statuses;
  if (first === undefined) return [];
  const tallies = statuses.map(([, tally]) => tally);
  const line = Math.min(...tallies.map((one) => one.line));
  const orders = tallies.reduce((sum, one) => sum + one.orders, 0);
  const unpaid = tallies.reduce((sum, one) => sum + one.unpaid, 0);
  const words =
    tallies.length === 1
      ? `another word (line ${line}: ${shapeWords(first[0])})`
      : `${tallies.length} other words (from line ${line})`;
  return [[words, { orders, unpaid }]];
};
