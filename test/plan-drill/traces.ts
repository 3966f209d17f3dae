import type { TestOffice } from '../office.ts'
import { bothTallies } from '../tasks.ts'

/** Everything that planning leaves behind and that must be the same however it came to its end; told by customers' numbers. */
export async function traces(office: TestOffice): Promise<Record<string, unknown[]>> {
  return {
    tasks: await office.sql(
      `select c.customer_no, t.rule_id, t.period, t.kind, t.due_on::text, t.window_from::text, t.window_to::text, t.state, t.counted, t.basis, t.facts,
        t.tier, t.class, t.assignee_id, t.assigned_as, t.assigned_facts, t.unit_id, t.done_on::text, t.ended_reason, t.created_at, t.changed_at
       from task t join customer c on c.id = t.customer_id where t.rule_id is not null order by 1, 2, 3`,
    ),
    tallies: (await bothTallies(office)).kept,
    marks: await office.sql(
      "select c.customer_no from customer_touched m join customer c on c.id = m.customer_id where reader = 'care' order by 1",
    ),
  }
}

/** What is wrong with a plan whatever the book: duties planned twice, tallies that are not those of the tasks. */
export async function flaws(office: TestOffice): Promise<string[]> {
  const twice = await office.sql<{ key: string }>(
    `select concat_ws(' ', customer_id, rule_id, due_on) as key from task where state <> 'ENDED' and rule_id is not null and period not like '%:%'
     group by customer_id, rule_id, due_on having count(*) > 1 order by 1 limit 5`,
  )
  const { kept, recounted } = await bothTallies(office)
  const right = new Set(recounted)
  const wrong = kept.filter((line) => !right.has(line))
  const lacking = recounted.length + wrong.length - kept.length
  return [
    ...twice.map(({ key }) => `planned twice: ${key}`),
    ...wrong.slice(0, 5).map((line) => `tallied wrongly: ${line}`),
    ...(lacking > 0 ? [`${lacking} tallies lacking`] : []),
  ]
}

/** What a job came to; throws when it did not end well. */
export async function resultOf(office: TestOffice, jobId: number): Promise<{ looked: number; added: number; ended: number }> {
  const [job] = await office.sql<{ state: string; result: string; problem: string | null }>(
    'select state, result, problem from job where id = $1',
    [jobId],
  )
  if (job?.state !== 'DONE') throw new Error(`job ${jobId} is ${job?.state}: ${job?.problem}`)
  const { looked, added, ended } = JSON.parse(job.result)
  return { looked, added, ended }
}
