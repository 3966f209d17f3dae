/** What care plans with. */
export { endPlanned, insertPlanned, meetPlanned, type PlannedTask } from '../store.ts'
