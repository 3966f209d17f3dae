import { screens as audit } from '../../modules/audit/web/screens.tsx'
import { screens as compliance } from '../../modules/compliance/web/screens.tsx'
import { screens as customers } from '../../modules/customers/web/screens.tsx'
import { screens as importing } from '../../modules/importing/web/screens.tsx'
import { screens as organisation } from '../../modules/organisation/web/screens.tsx'
import { screens as policies } from '../../modules/policies/web/screens.tsx'
import { screens as purchases } from '../../modules/purchases/web/screens.tsx'
import { screens as tasks } from '../../modules/tasks/web/screens.tsx'
import { screens as tiering } from '../../modules/tiering/web/screens.tsx'
import type { Screens } from '../../platform/web/screens.ts'
import { officeScreens } from './office/screens.tsx'

/** What every room shows, in the order of the house. */
export const rooms: readonly Screens[] = [
  organisation,
  policies,
  customers,
  purchases,
  tiering,
  tasks,
  compliance,
  importing,
  audit,
  officeScreens,
]
