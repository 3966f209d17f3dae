import { differences } from '../../../core/event.ts'
import { found, invalidField, orThrow } from '../../../core/problem.ts'
import { change, read } from '../../../platform/action.ts'
import type { Tx } from '../../../platform/db/db.ts'
import * as contract from '../contract.ts'
import { unitEvent } from '../policy/events.ts'
import { mayDeleteUnit, mayMoveBelow } from '../policy/units.ts'
import { readUnits, readUnitUse } from '../queries.ts'
import { lockCompany } from '../store/people.ts'
import { deleteUnit as dropUnit, insertUnit, saveUnit } from '../store/structure.ts'
import { stale, wholeCompanyOnly } from './handling.ts'

export const listUnits = read(contract.listUnits, async ({ db }) => ({ units: await readUnits(db) }))

const shown = ({ name, parentId, kind }: contract.UnitFields) => ({ name, parentId, kind })

/** The tree, still until the transaction ends: two moves at once could otherwise close a circle. */
async function lockedTree(tx: Tx): Promise<contract.Unit[]> {
  await lockCompany(tx)
  return readUnits(tx)
}

/** The parent is there, and no sibling has the name. */
function checkPlace(units: readonly contract.Unit[], { name, parentId }: contract.UnitFields, id?: number): void {
  if (parentId !== null && !units.some((unit) => unit.id === parentId)) throw invalidField('parentId', 'no-such-unit')
  if (units.some((unit) => unit.parentId === parentId && unit.name === name && unit.id !== id)) throw invalidField('name', 'name-taken')
}

export const createUnit = change(contract.createUnit, async ({ tx, scope }, fields) => {
  wholeCompanyOnly(scope)
  checkPlace(await lockedTree(tx), fields)
  const id = await insertUnit(tx, fields)
  return { result: { ...fields, id, version: 1 }, events: [unitEvent('unit.created', { id, version: 1 }, { after: shown(fields) })] }
})

export const changeUnit = change(contract.changeUnit, async ({ tx, scope }, { id, version, ...input }) => {
  wholeCompanyOnly(scope)
  const units = await lockedTree(tx)
  const unit = found(
    units.find((u) => u.id === id),
    'unit',
  )
  if (unit.version !== version) throw stale(unit.version)
  const fields = {
    name: input.name ?? unit.name,
    kind: input.kind ?? unit.kind,
    parentId: input.parentId === undefined ? unit.parentId : input.parentId,
  }
  const { before, after } = differences(shown(unit), shown(fields))
  if (Object.keys(after).length === 0) return { result: unit, nothingChanged: true }
  checkPlace(units, fields, id)
  orThrow(mayMoveBelow(units, id, fields.parentId))
  await saveUnit(tx, id, fields)
  return {
    result: { ...fields, id, version: version + 1 },
    events: [unitEvent('unit.changed', { id, version: version + 1 }, { before, after })],
  }
})

export const deleteUnit = change(contract.deleteUnit, async ({ tx, scope, house }, { id, version }) => {
  wholeCompanyOnly(scope)
  const unit = found(
    (await lockedTree(tx)).find((u) => u.id === id),
    'unit',
  )
  if (unit.version !== version) throw stale(unit.version)
  orThrow(mayDeleteUnit(await readUnitUse(tx, id)))
  await house.requireUnitFree(tx, id)
  await dropUnit(tx, id)
  return { result: { done: true as const }, events: [unitEvent('unit.deleted', { id }, { before: shown(unit) })] }
})
