import type { Caller } from './action.ts'
import { mintScope } from './scope.ts'

/** The program itself: schedules and reactions. Sees everything, is named in the trail by what it does. */
export const systemCaller = (now: Date, name: string): Caller => ({
  actor: { kind: 'SYSTEM', personId: null, name, permissions: new Set(['*']) },
  scope: mintScope({ all: true, unitIds: [], ownerIds: [], masked: false }),
  now,
  locale: 'zh-CN',
  requestId: `system-${name}`,
})

/** Whoever can read the data folder: the command line on the server itself. The trail names the system user. */
export const operatorCaller = (now: Date, osUser: string): Caller => ({
  ...systemCaller(now, `operator (${osUser})`),
  actor: { kind: 'OPERATOR', personId: null, name: `operator (${osUser})`, permissions: new Set(['*']) },
  requestId: 'command-line',
})
