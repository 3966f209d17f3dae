import { beforeEach, describe, expect, test } from 'vitest'
import { testOffice } from '../../../../test/office.ts'
import { bothTallies, duty, of, plan, taskTown } from '../../../../test/tasks.ts'
import { readUndoable, runUndo } from '../../../platform/undo/contract.ts'
import { bulkTasks, type TasksChange } from '../contract/bulk.ts'
import * as contract from '../contract.ts'

const office = await testOffice()
const { east, shen, lu, haitang, baichuan, as } = await taskTown(office)
const mine = of(shen, east)

beforeEach(async () => {
  await office.sql('truncate task, duty_tally, duty_total, duty_load, undoable, selection cascade')
})

const preview = async (change: TasksChange, more: object = {}) =>
  office.call(bulkTasks.preview, { list: { state: 'OPEN' }, change, ...more }, await as('lu'))
const run = async (selectionId: string) => office.call(bulkTasks.run, { selectionId }, await as('lu'))
const undo = async (id: number | null) => (await office.call(runUndo, { id: id ?? 0 }, await as('lu'))).result
const people = async () => (await office.sql<{ who: number }>('select assignee_id::int as who from task order by id')).map((t) => t.who)
const days = async () => (await office.sql<{ day: string | null }>('select planned_on as day from task order by id')).map((t) => t.day)

describe('many tasks at once', () => {
  test('are given to a colleague, and back; the tally follows', async () => {
    const [a = 0] = await plan(office, [
      duty(haitang.id, '2026-11-28', mine),
      duty(haitang.id, '2026-12-20', mine),
      duty(baichuan.id, '2026-12-01', of(lu, east)),
    ])
    const seen = await preview({ verb: 'ASSIGN', assigneeId: lu.id })
    expect([seen.rows, seen.changes, seen.same, seen.first.map((r) => [r.before, r.after])]).toEqual([
      3,
      2,
      1,
      [
        ['shen', 'lu'],
        ['shen', 'lu'],
      ],
    ])
    const { undoId } = await run(seen.selectionId)
    expect(await people()).toEqual([lu.id, lu.id, lu.id])
    await office.call(contract.postponeTask, { id: a, version: 2, plannedOn: '2026-11-27' }, await as('lu'))
    const looked = await office.call(readUndoable, { id: undoId ?? 0 }, await as('lu'))
    expect([looked.touched, looked.kept]).toEqual([1, 1])
    expect(await undo(undoId)).toMatchObject({ undone: 1, leftCount: 1, left: [{ id: a, reason: 'touched-later' }] })
    expect(await people()).toEqual([lu.id, shen.id, lu.id])
    const { kept, recounted } = await bothTallies(office)
    expect(kept).toEqual(recounted)
  })

  test('get an appointment: beyond its window only with a reason, and never in the past', async () => {
    await plan(office, [duty(haitang.id, '2026-11-24', mine), duty(haitang.id, '2026-12-20', mine)])
    const late = await preview({ verb: 'POSTPONE', plannedOn: '2026-12-15', reason: null })
    expect([late.changes, late.refused.map((r) => [r.because, r.count])]).toEqual([1, [['issue.after-window', 1]]])
    const seen = await preview({ verb: 'POSTPONE', plannedOn: '2026-12-15', reason: '停工' })
    const { undoId } = await run(seen.selectionId)
    expect(await days()).toEqual(['2026-12-15', '2026-12-15'])
    expect((await undo(undoId))?.undone).toBe(2)
    expect(await days()).toEqual([null, null])
    await expect(preview({ verb: 'POSTPONE', plannedOn: '2026-11-01', reason: null })).rejects.toMatchObject({ code: 'invalid' })
  })

  test('done ones are named, not changed', async () => {
    const ids = await plan(office, [duty(haitang.id, '2026-11-24', mine)])
    await office.sql("update task set state = 'DONE', done_on = '2026-11-20'")
    const { changes, refused } = await preview({ verb: 'ASSIGN', assigneeId: lu.id }, { ids })
    expect([changes, refused.map((r) => r.because)]).toEqual([0, ['problem.task-not-open']])
  })
})
