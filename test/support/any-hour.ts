/** Settings by which mail goes at any hour of its day: for tests whose nights end with their mail. */
export const atAnyHour = { hours: { from: 0, to: 24 }, sendAt: 0, usualHour: false } as const;
