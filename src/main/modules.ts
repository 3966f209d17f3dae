import { approvals } from '../modules/approvals/module.ts'
import { audit } from '../modules/audit/module.ts'
import { care } from '../modules/care/module.ts'
import { compliance } from '../modules/compliance/module.ts'
import { customers } from '../modules/customers/module.ts'
import { importing } from '../modules/importing/module.ts'
import { interactions } from '../modules/interactions/module.ts'
import { notifications } from '../modules/notifications/module.ts'
import { identify } from '../modules/organisation/actions/caller.ts'
import { organisation } from '../modules/organisation/module.ts'
import { plans } from '../modules/plans/module.ts'
import { policies } from '../modules/policies/module.ts'
import { purchases } from '../modules/purchases/module.ts'
import { studio } from '../modules/studio/module.ts'
import { tasks } from '../modules/tasks/module.ts'
import { tiering } from '../modules/tiering/module.ts'
import { views } from '../modules/views/module.ts'
import { backup } from '../platform/backup/module.ts'
import { bulk } from '../platform/bulk/module.ts'
import { buildHouse, type House } from '../platform/house.ts'
import { office } from '../platform/office/module.ts'
import { undo } from '../platform/undo/module.ts'
import { sample } from './sample/module.ts'

/** Every room, in the order they may lean on each other (`rooms.json`). */
export const rooms = (): House =>
  buildHouse(
    [
      office,
      backup,
      undo,
      bulk,
      organisation,
      views,
      policies,
      notifications,
      approvals,
      customers,
      interactions,
      purchases,
      tiering,
      tasks,
      care,
      plans,
      studio,
      compliance,
      importing,
      audit,
      sample,
    ],
    identify,
  )
