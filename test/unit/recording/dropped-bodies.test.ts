import { describe, expect, it } from "vitest";
import { actOnIntake } from "../../../functions/act-on-intake/act-on-intake.ts";
import { incomingKey } from "../../../shared/model/archive-keys.ts";
import { readBodyNote } from "../../../shared/model/body-note.ts";
import { eraseCustomer } from "../../../shared/recording/erase-customer.ts";
import { shopifyOrder, shopifyRefund } from "../../support/bodies.ts";
import { gate } from "../../support/gate.ts";
import { recordingWorld } from "../../support/recording-world.ts";

const AT = "2026-11-20T12:00:00.000Z";
const moved = shopifyOrder({
  updated_at: "2026-11-20T11:00:00Z",
  email: "bo@example.com",
  contact_email: "bo@example.com",
  customer: { id: 8, admin_graphql_api_id: "gid://shopify/Customer/8", email: "bo@example.com" },
});

type World = ReturnType<typeof recordingWorld>;
const arriving = async (world: World, topic: string, body: unknown) => {
  const archiveKey = incomingKey({ source: "shopify", receivedAt: AT }, topic.replace("/", ""));
  await world.data.write(archiveKey, JSON.stringify(body));
  const message = JSON.stringify({ source: "shopify", topic, archiveKey, receivedAt: AT });
  return (more: Partial<World["deps"]> = {}) => actOnIntake(message, { ...world.deps, ...more });
};
const bodies = ({ data }: World) => [...data.objects].filter(([, bytes]) => !readBodyNote(bytes)).map(([key]) => key);
/** Over the note that is written once the row names the body no more. */
const dyingOver = (body: string | undefined, { data }: World): Partial<World["deps"]> => {
  let notes = 0;
  const write: World["data"]["write"] = async (key, ...rest) => {
    if (key === body && ++notes === 2) throw new Error("died over it");
    return data.write(key, ...rest);
  };
  return { data: { ...data, write } };
};
const namedIn = ({ store }: World) =>
  [...store.rows.orders.values(), ...store.rows.holders.values()].flatMap((row) => row.archiveKeys);

/** The order's first body, which a late worker brings once more when the one that moved it is dead. */
const movedByADyingWorker = async () => {
  const world = recordingWorld();
  await world.deliver("shopify", "orders/updated", shopifyOrder({}), AT);
  const [first] = bodies(world);
  const move = await arriving(world, "orders/updated", moved);
  await expect(move(dyingOver(first, world))).rejects.toThrow("died over it");
  await world.data.write(first ?? "", JSON.stringify(shopifyOrder({})));
  return { world, first, move };
};

describe("bodies of an order that moves to another buyer", () => {
  it("are gone, though one is brought between the note in its place and the row that names it no more", async () => {
    const world = recordingWorld();
    await world.deliver("shopify", "orders/updated", shopifyOrder({}), AT);
    const refund = await arriving(world, "refunds/create", shopifyRefund({}));
    const move = await arriving(world, "orders/updated", moved);
    const { arrived, go, through } = gate(world.data.write);
    const bringing = refund({ data: { ...world.data, write: through } });
    await arrived;
    /** It brings the body when the move is about to write, and finds it named. */
    const replaceOrder: World["deps"]["replaceOrder"] = async (...rows) => {
      go();
      await bringing;
      return world.store.replaceOrder(...rows);
    };
    await move({ replaceOrder });
    expect(bodies(world)).toEqual(namedIn(world));
    expect([...world.store.rows.orders.values()].map(({ dropped }) => dropped)).toEqual([undefined]);
  });

  it("stay known until they are gone: a worker that dies before that does it when its message comes again", async () => {
    const { world, first, move } = await movedByADyingWorker();
    expect([...world.store.rows.orders.values()].map(({ dropped }) => dropped)).toEqual([[first]]);
    await move();
    expect(bodies(world)).toEqual(namedIn(world));
    expect([...world.store.rows.orders.values()].map(({ dropped }) => dropped)).toEqual([undefined]);
  });

  it("go with the order, should its new buyer be erased before that", async () => {
    const { world, first } = await movedByADyingWorker();
    const now = "2026-11-21T00:00:00.000Z";
    await eraseCustomer(["shopify:8"], { now, askedAt: now }, world.deps);
    expect(bodies(world)).not.toContain(first);
  });
});
