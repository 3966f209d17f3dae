import { screens as approvals } from '../../modules/approvals/web/screens.tsx'
import { screens as audit } from '../../modules/audit/web/screens.tsx'
import { screens as care } from '../../modules/care/web/screens.tsx'
import { screens as compliance } from '../../modules/compliance/web/screens.tsx'
import { screens as customers } from '../../modules/customers/web/screens.tsx'
import { screens as importing } from '../../modules/importing/web/screens.tsx'
import { screens as interactions } from '../../modules/interactions/web/screens.tsx'
import { screens as notifications } from '../../modules/notifications/web/screens.tsx'
import { screens as organisation } from '../../modules/organisation/web/screens.tsx'
import { screens as policies } from '../../modules/policies/web/screens.tsx'
import { screens as purchases } from '../../modules/purchases/web/screens.tsx'
import { screens as studio } from '../../modules/studio/web/screens.tsx'
import { screens as tasks } from '../../modules/tasks/web/screens.tsx'
import { screens as tiering } from '../../modules/tiering/web/screens.tsx'
import type { Screens } from '../../platform/web/screens.ts'
import { officeScreens } from './office/screens.tsx'

/** What every room shows, in the order of the house. */
export const rooms: readonly Screens[] = [
  organisation,
  policies,
  notifications,
  approvals,
  customers,
  interactions,
  purchases,
  tiering,
  tasks,
  care,
  studio,
  compliance,
  importing,
  audit,
  officeScreens,
]
