import { VarintReader, VarintWriter } from "../../stats/varint.ts";
import { endsOfBin } from "./past-bins.ts";
import type { PastCellCounter, PastCells } from "./past-cells.ts";

/**
 * Cells of a past cut as bytes, about 10 each: for each cell, in order, its bin as a step from the one before, customers, buyers, purchases
 * where there were buyers, x where the bin holds several, age and silence; these three in all above what the bin's lower
 * ends make; signed net value.
 */
export const encodePast = (cells: PastCells): Uint8Array => {
  const writer = new VarintWriter();
  let before = 0;
  for (let i = 0; i < cells.length; i++) {
    const bin = cells.bin[i] ?? 0;
    const ends = endsOfBin(bin);
    const customers = cells.customers[i] ?? 0;
    const buyers = cells.buyers[i] ?? 0;
    writer.unsigned(bin - before);
    writer.unsigned(customers);
    writer.unsigned(buyers);
    if (buyers > 0) writer.unsigned(cells.purchases[i] ?? 0);
    if (!ends.single) writer.unsigned((cells.repeats[i] ?? 0) - customers * ends.repeats);
    writer.unsigned((cells.ageDays[i] ?? 0) - customers * ends.ageDays);
    writer.unsigned((cells.daysSilent[i] ?? 0) - customers * ends.daysSilent);
    writer.signed(cells.netMinor[i] ?? 0);
    before = bin;
  }
  return writer.toBytes();
};

/** Adds to `counter` what `encodePast` wrote. Throws a RangeError for damaged bytes. */
export const addEncodedPast = (counter: PastCellCounter, bytes: Uint8Array): void => {
  const reader = new VarintReader(bytes);
  for (let bin = 0; !reader.done; ) {
    bin += reader.unsigned();
    const ends = endsOfBin(bin);
    const customers = reader.unsigned();
    const buyers = reader.unsigned();
    counter.add(bin, {
      customers,
      buyers,
      purchases: buyers > 0 ? reader.unsigned() : 0,
      repeats: customers * ends.repeats + (ends.single ? 0 : reader.unsigned()),
      ageDays: customers * ends.ageDays + reader.unsigned(),
      daysSilent: customers * ends.daysSilent + reader.unsigned(),
      netMinor: reader.signedSum(),
    });
  }
};
