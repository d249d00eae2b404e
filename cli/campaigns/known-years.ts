/** For which years a version of campaigns may have days. The Chinese calendar goes by computed astronomy: days that lie far off may still be corrected. */
export const [FIRST_YEAR, LAST_YEAR] = [2026, 2045];
