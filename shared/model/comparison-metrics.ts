/** What a comparison with the shop counts, by the name that alarms know it by. */
export const comparisonMetrics = { differ: "OrdersDiffer", notCompared: "ShopNotCompared" } as const;
