import type { Screens } from '../../platform/web/screens.ts'

/** What every room shows, in the order of the house. */
export const rooms: readonly Screens[] = []
