import { expect } from 'vitest'
import { startReminders } from '../src/modules/care/contract/reminders.ts'
import * as notices from '../src/modules/notifications/contract.ts'
import { assignPost, listPosts } from '../src/modules/organisation/contract.ts'
import type { TestOffice } from './office.ts'
import type { personIn } from './world.ts'

type Told = { login: string; kind: string; step: string; task: number; behind: boolean; on: string }
type Asked = { within?: number; order?: 'NEWEST' | 'UNREAD_FIRST'; unread?: boolean }

export async function hold(office: TestOffice, key: string, holders: { personId: number; unitId: number | null }[]): Promise<void> {
  const { version = 1 } = (await office.call(listPosts, {})).posts.find((p) => p.key === key) ?? {}
  await office.call(assignPost, { key, version, holders })
}

/** The reminders of mornings, and what people were told by them. */
export function mornings(office: TestOffice, as: (login: string) => ReturnType<typeof personIn>) {
  /** Everything anybody was told of duties, without what stands for others. */
  const told = () =>
    office.sql<Told>(
      `select p.login, n.kind, n.step, n.subject_id::int as task, n.digest_id is not null as behind, n.told_on::text as on
       from notice n join person p on p.id = n.person_id where n.subject_kind = 'TASK' order by n.told_on, n.subject_id, n.step, p.login`,
    )
  return {
    told,
    lines: async () => (await told()).map(({ login, kind, step, on }) => `${on.slice(5)} ${login} ${kind} ${step}`),
    /** Runs the morning's reminders on a day, at half past eight in China. */
    async morning(on: string): Promise<{ looked: number; told: number }> {
      office.now = new Date(`${on}T00:30:00Z`)
      const { jobId } = await office.call(startReminders, {})
      await office.runJob(jobId)
      const [job] = await office.sql<{ state: string; result: string; problem: string | null }>(
        'select state, result, problem from job where id = $1',
        [jobId],
      )
      expect(job?.state, job?.problem ?? '').toBe('DONE')
      return JSON.parse(job?.result ?? '{}')
    },
    list: async (login: string, input: Asked = {}) => (await office.call(notices.listNotices, input, await as(login))).rows,
    unread: async (login: string) => (await office.call(notices.countNotices, {}, await as(login))).unread,
  }
}
