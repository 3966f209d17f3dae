import { inZone } from '../../../core/instant.ts'
import { read } from '../../../platform/action.ts'
import { readableText } from '../../policies/actions/publishing.ts'
import { readVersion } from '../../policies/queries.ts'
import * as contract from '../contract.ts'
import { differencesOf } from '../policy/differences.ts'
import { gapsOf } from '../policy/gaps.ts'
import { changedDuties, lostCustomers, movedCustomers } from '../queries/lists.ts'
import * as queries from '../queries.ts'

export const readPreview = read(contract.readPreview, ({ db, scope, actor }, { id }) => queries.readPreview(db, scope, actor.personId, id))

export const previewMoves = read(contract.previewMoves, ({ db, scope }, input) => movedCustomers(db, scope, input))

export const previewLost = read(contract.previewLost, ({ db, scope }, input) => lostCustomers(db, scope, input))

export const previewDuties = read(contract.previewDuties, ({ db, scope }, input) => changedDuties(db, scope, input))

export const differences = read(contract.differences, async ({ db, house, now }, { from, to }) => {
  const { day: today } = inZone(now, 'Asia/Shanghai')
  const documentOf = async (version: number): Promise<object> => (await readVersion(db, version, today)).document
  const before = await documentOf(from)
  const after = 'version' in to ? await documentOf(to.version) : readableText(house, to.source).document
  return { changes: differencesOf(before, after) }
})

export const gaps = read(contract.gaps, async (_, { source }) => gapsOf(source))
