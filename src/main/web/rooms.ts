import type { Screens } from '../../platform/web/screens.ts'
import { officeScreens } from './office/screens.tsx'

const found = import.meta.glob<Screens>('../../modules/*/web/screens.tsx', { eager: true, import: 'screens' })

/** What every room shows: whoever has screens is found. What stands before what, its entries say by number. */
export const rooms: readonly Screens[] = [...Object.values(found), officeScreens]
