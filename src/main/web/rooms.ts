import { screens as organisation } from '../../modules/organisation/web/screens.tsx'
import type { Screens } from '../../platform/web/screens.ts'
import { officeScreens } from './office/screens.tsx'

/** What every room shows, in the order of the house. */
export const rooms: readonly Screens[] = [organisation, officeScreens]
