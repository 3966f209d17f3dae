/** Rooms whose screens show what follows from a date or a birthday. */
export const affected: readonly string[] = ['customerDates', 'contacts', 'customers', 'tasks', 'audit']
