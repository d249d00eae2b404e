import { describe, expect, it } from "vitest";
import type { Consent } from "../../../shared/model/consent.ts";
import { emailIdentity } from "../../../shared/model/identity.ts";
import type { MessageOutcome } from "../../../shared/model/message.ts";
import type { EvidenceKeys, ReadEvidence } from "../../../shared/ports/evidence.ts";
import { notifyShard } from "../../../shared/post/notify-shard.ts";
import { rememberedWays } from "../../../shared/post/read-along.ts";
import { whoTheyAre } from "../../../shared/post/who-they-are.ts";
import { newsOfIntent, type RecordableIntent } from "../../../shared/recording/news-of-intent.ts";
import { recordNews } from "../../../shared/recording/record-news.ts";
import { toEpochDay } from "../../../shared/scoring/summaries/epoch-day.ts";
import { decodePurchaseDays } from "../../../shared/scoring/summaries/purchase-days.ts";
import type { Person } from "../../../shared/sources/intent.ts";
import { fakeStore } from "../../support/fake-store.ts";
import { asOf, nightRun, notifyWorld, winBack } from "../../support/notify-world.ts";
import { factsOf } from "../../support/order-facts.ts";
import { hash, recordDeps, settings } from "../../support/recording-deps.ts";

const at = "2026-09-01T12:00:00.000Z";
const granted: Consent = { state: "granted", basis: "explicit", at };
const denied: Consent = { state: "denied", basis: "explicit", at: "2026-11-21T03:00:00.000Z" };
const ann = "ann@mail.example";

type Who = { account?: string; email?: string; name?: string; consent?: Consent; source?: Person["source"] };
const personOf = ({ account, email, name, consent, source = "shopify" }: Who): Person => ({
  source,
  ...(account !== undefined && { customerId: account }),
  emails: email === undefined ? [] : [email],
  phones: [],
  profile: { ...(email && { email }), ...(name && { firstName: name }), updatedAt: at },
  ...(consent && { consent, ...(email && { consentEmail: email }) }),
});
let orders = 0;
const order = (who: Who, orderedAt = at): RecordableIntent => ({
  kind: "order",
  person: personOf(who),
  facts: factsOf({ source: who.source ?? "shopify", orderId: String(++orders), orderedAt, updatedAt: orderedAt }),
});
const said = (who: Who): RecordableIntent => ({ kind: "consent", person: personOf(who) });

/** A store whose Customers table nobody has written: whoever recorded died before. */
const worldOf = async (...intents: readonly RecordableIntent[]) => {
  const store = fakeStore();
  const saveCustomer = async () => {
    throw new Error("the worker died");
  };
  const tell = async (intent: RecordableIntent) => {
    const dying = recordNews(newsOfIntent(intent, undefined, hash), { ...recordDeps(store), saveCustomer });
    await expect(dying).rejects.toThrow("the worker died");
  };
  for (const intent of intents) await tell(intent);
  const who = async (id: string, shop = settings()) =>
    (await whoTheyAre([id], { ...store, hash, settings: shop })).get(id);
  return { store, tell, who };
};

describe("who they are", () => {
  it("is worked out from what was told, though no row of a customer was ever written", async () => {
    const { store, who } = await worldOf(order({ account: "7", email: ann, name: "Ann", consent: granted }));
    expect(store.rows.customers.size).toBe(0);
    expect(await who("shopify:7")).toMatchObject({
      customerId: "shopify:7",
      profile: { email: ann, firstName: "Ann" },
    });
  });

  it("is the person under the best name they have by now, whichever they are asked for by", async () => {
    const { who } = await worldOf(
      order({ account: "7", email: ann, name: "Ann" }),
      order({ account: "77", email: ann, name: "Ann", source: "csv" }),
    );
    const asked = ["77", "shopify:7", emailIdentity(hash(ann))];
    expect(await Promise.all(asked.map(async (id) => (await who(id))?.customerId))).toEqual(["77", "77", "77"]);
  });

  it("is nobody where nothing was told, or their name leads to too many by now", async () => {
    const { who } = await worldOf(
      ...["Ann", "Bo", "Cy", "Di"].map((name) => order({ account: "7", email: `${name}@mail.example`, name })),
    );
    expect(await who("shopify:7")).toBeUndefined();
    expect(await who("shopify:8")).toBeUndefined();
    expect(await who(emailIdentity(hash("bo@mail.example")))).toMatchObject({ profile: { firstName: "Bo" } });
  });

  it("is nobody while they are being erased, and whoever has nothing to do with them is still there", async () => {
    const { store, who } = await worldOf(
      order({ account: "7", email: ann }),
      order({ account: "8", email: "bo@mail.example" }),
    );
    for (const [holder, row] of store.rows.holders)
      if (holder.endsWith("shopify:7")) store.rows.holders.set(holder, { ...row, erasing: true, erasedAt: at });
    expect(await who("shopify:7")).toBeUndefined();
    expect(await who("shopify:8")).toMatchObject({ customerId: "shopify:8" });
  });

  it("knows a purchase and a refusal as soon as they were told", async () => {
    const { tell, who } = await worldOf(order({ account: "7", email: ann, consent: granted }));
    await tell(order({ account: "7", email: ann }, "2026-11-20T12:00:00.000Z"));
    await tell(said({ email: ann, consent: denied }));
    const customer = await who("shopify:7");
    expect(decodePurchaseDays(customer?.days ?? new Uint8Array()).at(-1)?.day).toBe(toEpochDay("2026-11-20"));
    expect(customer?.consents.denied).toMatchObject({ state: "denied" });
  });

  it("hears what was refused under their address by somebody of another name, and takes no grant from them", async () => {
    const { tell, who } = await worldOf(
      order({ account: "7", email: ann, name: "Ann" }),
      order({ account: "8", email: ann, name: "Bo", consent: granted }),
    );
    expect((await who("shopify:7"))?.consents).toEqual({ granted: {} });
    await tell(said({ account: "8", email: ann, name: "Bo", consent: denied }));
    expect((await who("shopify:7"))?.consents.denied).toMatchObject({ state: "denied" });
  });
});

describe("an account of people of several names, each with an address", () => {
  it("is a customer for each, who hears what others refused under their address", async () => {
    const { tell, who } = await worldOf(
      order({ account: "7", email: ann, name: "Ann", consent: granted }),
      order({ account: "7", email: ann, name: "Ann" }),
      order({ account: "7", email: "bo@mail.example", name: "Bo" }),
    );
    const her = emailIdentity(hash(ann));
    expect(await who(her)).toMatchObject({ identities: [her], profile: { email: ann } });
    expect((await who(her))?.consents.denied).toBeUndefined();
    await tell(said({ email: ann, consent: denied }));
    expect((await who(her))?.consents.denied).toMatchObject({ state: "denied" });
  });
});

describe("a night's mail to whom webhooks tell of at the same moment", () => {
  const shard = { runId: `${asOf}-1`, shard: 0 };
  const short = (outcome: MessageOutcome) =>
    `${outcome.customerId} ${"reason" in outcome ? outcome.reason : outcome.outcome}`;
  const night = (candidates: readonly string[], { store }: Awaited<ReturnType<typeof worldOf>>, run = nightRun()) => {
    const world = notifyWorld(
      candidates.map((id) => winBack(id)),
      [],
      run,
    );
    const deps = {
      ...world.deps,
      whoTheyAre: (ids: readonly string[], shop: typeof run.settings) =>
        whoTheyAre(ids, { ...store, hash, settings: shop }),
    };
    return { ...world, deps };
  };

  it("is not sent to who refused under the address when the mail was claimed already, under whatever name", async () => {
    const world = await worldOf(
      order({ account: "7", email: ann, name: "Ann", consent: granted }),
      order({ account: "8", email: ann, name: "Bo" }),
    );
    const { deps, mailer, messages, files } = night(["shopify:7"], world);
    const claimMessage: typeof deps.claimMessage = async (message) => {
      const claimed = await deps.claimMessage(message);
      await world.tell(said({ account: "8", email: ann, name: "Bo", consent: denied }));
      return claimed;
    };
    await notifyShard(shard, { ...deps, claimMessage });
    expect([mailer.taken.length, messages.rows.size]).toEqual([0, 0]);
    expect(files[0]?.map(short)).toEqual(["shopify:7 no-consent"]);
  });

  it("is one mail where two customers have one address", async () => {
    const world = await worldOf(
      order({ account: "7", email: ann, name: "Ann", consent: granted }),
      order({ account: "8", email: ann, name: "Bo", consent: granted }),
    );
    const { deps, mailer, files } = night(["shopify:7", "shopify:8"], world);
    await notifyShard(shard, deps);
    expect(mailer.taken.map(({ to }) => to)).toEqual([ann]);
    expect(files[0]?.map(short)).toEqual(["shopify:7 sent", "shopify:8 already-written"]);
  });

  it.each([
    ["hello@shop.example", "shops-own-address"],
    ["ann@shop.example", "staff-address"],
    ["noemail@mail.example", "placeholder-address"],
    ["x1@marketplace.amazon.de", "relay-address"],
    ["ann@mailinator.com", "disposable-address"],
    ["info@mill.example", "role-address"],
    ["shop+x@mill.example", "role-address"],
  ])("is none to %s, whoever agreed to it: %s", async (email, reason) => {
    const world = await worldOf(order({ account: "7", email, name: "Ann", consent: granted }));
    const { deps, mailer, files } = night(["shopify:7"], world);
    const tally = await notifyShard(shard, deps);
    expect(mailer.taken).toEqual([]);
    expect(files[0]?.map(short)).toEqual([`shopify:7 ${reason}`]);
    expect(tally.stopped).toEqual({ [reason]: 1 });
  });
});

describe("who they are, read again", () => {
  /** Two readings of one person, with what happened in between: what the second found and read, beside what one that knows no way finds. */
  const again = async (before: readonly RecordableIntent[], between: readonly RecordableIntent[] = []) => {
    const { store, tell } = await worldOf(...before);
    const reads: EvidenceKeys[] = [];
    const readEvidence: ReadEvidence = (keys) => {
      reads.push(keys);
      return store.readEvidence(keys);
    };
    const deps = { hash, settings: settings() };
    const along = { ...deps, readEvidence, ways: rememberedWays() };
    await whoTheyAre(["shopify:7"], along);
    for (const intent of between) await tell(intent);
    reads.splice(0);
    const found = (await whoTheyAre(["shopify:7"], along)).get("shopify:7");
    const plain = (await whoTheyAre(["shopify:7"], { ...deps, readEvidence: store.readEvidence })).get("shopify:7");
    return { found, plain, reads };
  };
  const ann7 = order({ account: "7", email: ann, name: "Ann", consent: granted });

  it("is one call where nothing new came up", async () => {
    const { found, plain, reads } = await again([ann7, said({ account: "7", email: ann, consent: granted })]);
    expect(reads).toHaveLength(1);
    expect(found).toMatchObject({ customerId: "shopify:7", profile: { email: ann } });
    expect(found).toEqual(plain);
  });

  it("hears what was told in between: a refusal, an order, another account at their address", async () => {
    for (const between of [
      said({ account: "7", email: ann, consent: denied }),
      order({ account: "7", email: ann }, "2026-11-01T12:00:00.000Z"),
      order({ account: "8", email: ann, consent: denied }),
      order({ account: "7", email: "other@mail.example", consent: granted }),
      order({ account: "9", email: ann, source: "woocommerce" }),
    ]) {
      const { found, plain } = await again([ann7], [between]);
      expect(found).toEqual(plain);
    }
  });

  it("reads each row once, whatever came up", async () => {
    const { reads } = await again(
      [ann7],
      [order({ account: "8", email: ann }), order({ account: "7", email: "b@mail.example" })],
    );
    const rows = reads.flatMap(({ identities = [], holders = [] }) => [
      ...identities,
      ...holders.map((one) => `of ${one}`),
    ]);
    expect(new Set(rows).size).toBe(rows.length);
  });
});
