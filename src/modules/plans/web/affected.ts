/** Rooms whose screens show a change of a plan too. */
export const affected: readonly string[] = ['plans', 'annualPlans', 'tasks', 'customers', 'approvals', 'notifications']
