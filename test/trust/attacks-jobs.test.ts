import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import type { Endpoint } from '../../src/core/endpoint.ts'
import { change, changeMany } from '../../src/platform/action.ts'
import { jobKind, startJob } from '../../src/platform/jobs/job.ts'
import { runJob } from '../../src/platform/jobs/run-job.ts'
import { retryJob } from '../../src/platform/office/contract.ts'
import { testOffice } from '../office.ts'
import { testServer } from '../server.ts'
import { requestOf } from './arbitrary.ts'
import { personWith, tokenFor } from './doors.ts'

const office = await testOffice()

/** Writes one unit under each of two permissions; before the second `between` happens. */
function twoUnits(between: () => Promise<unknown>) {
  const writing = (permission: string) =>
    changeMany<string, undefined>('trust.unit', permission, async ({ tx }, name) => {
      await tx.insertInto('unit').values({ name, kind: 'TEAM' }).execute()
      return { result: undefined, events: [] }
    })
  return jobKind({
    kind: 'trust.units',
    permission: 'tiering.run',
    input: z.strictObject({}),
    async run(context) {
      await context.chunk(writing('tiering.run'), '甲')
      await between()
      await context.chunk(writing('orders.write'), '乙')
      return {}
    },
  })
}

type Story = { token?: string; before?: string; between?: string; retry?: string }

/** A person who may do both starts the job with a token; what happens to the token or the person meanwhile is SQL. */
async function told(login: string, { token: kept, before, between, retry }: Story) {
  const { id: personId, authorization } = await personWith(office, login, { permissions: ['tiering.run', 'orders.write'] })
  const happens = async (sql: string | undefined) => {
    if (sql) await office.sql(sql.replaceAll('$person', String(personId)))
  }
  if (kept) await happens(`update api_token set permissions = '${kept}' where person_id = $person`)
  const kind = twoUnits(() => happens(between))
  const start = change(
    {
      name: 'plant.start',
      summary: 'x',
      method: 'POST',
      path: '/plant',
      permission: 'tiering.run',
      input: z.strictObject({}),
      output: z.unknown(),
    },
    async (context) => ({ result: { id: await startJob(context, kind, {}) }, nothingChanged: true }),
  )
  const jobs = new Map([...office.house.jobs, [kind.kind, kind]])
  const house = { ...office.house, jobs, actions: new Map([...office.house.actions, ['plant.start', start]]) }
  const server = await testServer({ ...office, house })
  const ask = async (endpoint: Endpoint, input: object, as: string) => {
    const sent = requestOf(endpoint, Object.entries(input))
    return server.inject({ ...sent, headers: { ...sent.headers, authorization: as } } as never)
  }
  const { id } = (await ask(start.endpoint, {}, authorization)).json<{ id: number }>()
  await happens(before)
  await runJob({ ...office, house }, () => office.now, id)
  const units = (await office.sql<{ name: string }>("select name from unit where name in ('甲', '乙')")).length
  await office.sql("delete from unit where name in ('甲', '乙')")
  const [job] = await office.sql<{ state: string; problem: string | null }>('select state, problem from job where id = $1', [id])
  const again = retry ? (await ask(retryJob, { id }, await tokenWith(personId, retry))).statusCode : undefined
  return { units, state: job?.state, rule: (JSON.parse(job?.problem ?? '{}') as { rule?: string }).rule, again }
}

async function tokenWith(personId: number, permissions: string): Promise<string> {
  const authorization = await tokenFor(office, personId)
  await office.sql('update api_token set permissions = $1 where id = (select max(id) from api_token)', [permissions])
  return authorization
}

const revoked = "update api_token set revoked_at = '2026-11-22' where person_id = $person"
const expired = "update api_token set expires_at = '2026-11-22' where person_id = $person"

describe('A11 a job that was started with a token', () => {
  test.each<[string, Story, Awaited<ReturnType<typeof told>>]>([
    ['goes on with all the owner may do when the token was given that', {}, { units: 2, state: 'DONE', rule: undefined, again: undefined }],
    [
      'does not do what only its owner may',
      { token: '{tiering.run}' },
      { units: 1, state: 'FAILED', rule: 'not-permitted', again: undefined },
    ],
    ['does nothing once the token is revoked', { before: revoked }, { units: 0, state: 'FAILED', rule: 'token-over', again: undefined }],
    [
      'stops at its next chunk when it is revoked',
      { between: revoked },
      { units: 1, state: 'FAILED', rule: 'token-over', again: undefined },
    ],
    ['stops at its next chunk when it expires', { between: expired }, { units: 1, state: 'FAILED', rule: 'token-over', again: undefined }],
    [
      'stops when its owner loses the right, whatever the token says',
      { token: '{tiering.run,orders.write}', between: 'delete from person_role where person_id = $person' },
      { units: 1, state: 'FAILED', rule: 'not-permitted', again: undefined },
    ],
    [
      'is not taken up again with a token that may not start it',
      { before: revoked, retry: '{customers.read}' },
      { units: 0, state: 'FAILED', rule: 'token-over', again: 403 },
    ],
  ])('%s', async (what, story, expected) => {
    expect(await told(`t${what.length}`, story)).toEqual(expected)
  })

  test('says in words why it ended', () => {
    expect(office.house.say('zh-CN')('problem.token-over')).toContain('已撤销')
    expect(office.house.say('en')('problem.token-over')).toContain('revoked')
  })
})
