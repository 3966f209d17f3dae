import { randomUUID } from 'node:crypto'
import type { Event } from '../../core/event.ts'
import { instantAt } from '../../core/instant.ts'
import type { Tx } from '../../platform/db/db.ts'
import { recordTold, type Told } from '../../platform/record.ts'

const zone = 'Asia/Shanghai'

/** A point in time of the past: minutes after midnight in Shanghai. */
export const at = (day: string, minutes: number): Date => instantAt(day, minutes, zone)

export type Who = { id: number; name: string }

/** What one of the company's people did at a time. */
export const toldBy = ({ id, name }: Who, when: Date, event: Event): Told => ({
  event,
  caller: { actor: { kind: 'PERSON', personId: id, name, permissions: new Set() }, now: when, requestId: 'sample' },
  change: { changeId: randomUUID(), jobId: null },
})

/** Writes down what many did, oldest first. */
export const tellAll = (tx: Tx, told: readonly Told[]): Promise<void> =>
  recordTold(
    tx,
    [...told].sort((a, b) => a.caller.now.getTime() - b.caller.now.getTime()),
  )
