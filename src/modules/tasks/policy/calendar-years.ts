/** Years the lunar tables and the holiday law are sure of. */
export const calendarYears = { from: '1990-01-01', until: '2100-12-31' } as const
