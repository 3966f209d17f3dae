/** Rooms whose screens show what was done with a task. */
export const affected: readonly string[] = ['customers', 'care', 'compliance', 'interactions', 'approvals', 'audit']
