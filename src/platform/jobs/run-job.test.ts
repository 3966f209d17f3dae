import { expect, test } from 'vitest'
import { z } from 'zod'
import { testOffice } from '../../../test/office.ts'
import { changeMany } from '../action.ts'
import { type JobContext, type JobKind, jobKind } from './job.ts'
import { runJob } from './run-job.ts'

const office = await testOffice()

const note = changeMany<string, { noted: string }>('plant.note', 'tiering.run', async (_, word) => ({
  result: { noted: word },
  events: [{ name: 'plant.noted', subject: { kind: 'plant', id: 1 }, after: { word } }],
}))

/** A job of this kind, run as often as asked; each time it may be taken up anew as after a crash. */
async function ran(run: (context: JobContext) => Promise<unknown>, times: number) {
  const plant: JobKind = jobKind({ kind: 'plant', permission: 'tiering.run', input: z.strictObject({}), run })
  const house = { ...office.house, jobs: new Map([...office.house.jobs, ['plant', plant]]) }
  const [job] = await office.sql<{ id: number }>(
    "insert into job (kind, state, input, created_by_kind, created_by_name, created_at) values ('plant', 'WAITING', '{}', 'SYSTEM', 'test', now()) returning id::int",
  )
  const id = job?.id ?? 0
  for (let i = 0; i < times; i++) {
    await runJob({ ...office, house }, () => office.now, id)
    await office.sql("update job set lease_until = now() - interval '1 second' where id = $1 and state = 'RUNNING'", [id])
  }
  const [end] = await office.sql<{ state: string; result: string }>('select state, result from job where id = $1', [id])
  const events = await office.sql<{ name: string }>("select name from event where job_id = $1 and name = 'plant.noted'", [id])
  return { ...end, noted: events.length }
}

const diesAfterwards = (): never => {
  throw new Error('the process dies here')
}

test('F1 the last piece of work and the end of the job are one: who dies right after it has ended, and does not do it twice', async () => {
  const dying = async (context: JobContext) => {
    await context.close(note, 'last')
    return diesAfterwards()
  }
  expect(await ran(dying, 2)).toEqual({ state: 'DONE', result: '{"noted":"last"}', noted: 1 })
})

test('the result of the last piece is that of the job', async () => {
  expect(await ran((context) => context.close(note, 'well'), 1)).toEqual({ state: 'DONE', result: '{"noted":"well"}', noted: 1 })
})

test('a cancelled job does not do its last piece', async () => {
  const cancelled = async (context: JobContext) => {
    await office.sql('update job set cancel_asked = true where id = $1', [context.jobId])
    return context.close(note, 'never')
  }
  expect(await ran(cancelled, 1)).toMatchObject({ state: 'CANCELLED', noted: 0 })
})

test('an ordinary piece is done again when the process dies before the end: the close is what makes the difference', async () => {
  let first = true
  const dying = async (context: JobContext) => {
    await context.chunk(note, 'piece')
    if (!first) return null
    first = false
    await office.sql("update job set attempt = attempt + 1, lease_until = now() - interval '1 second' where id = $1", [context.jobId])
    return null
  }
  expect(await ran(dying, 2)).toMatchObject({ state: 'DONE', noted: 2 })
})
