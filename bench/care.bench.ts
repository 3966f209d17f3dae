// Planning of a made-up book, and the pages people open over its duties: `npm run bench -- care`; KEWEI_BENCH_CUSTOMERS and KEWEI_BENCH_TASKS set its size.
import { type Ask, connections, latencies, openDoor, spread } from './ask.ts'
import { fillBook, fillPast } from './fill-duties.ts'
import { cpuOfTree, openStage, type Stage, timed } from './stage.ts'

const customers = Number(process.env['KEWEI_BENCH_CUSTOMERS'] ?? 1_000_000)
const tasks = Number(process.env['KEWEI_BENCH_TASKS'] ?? 3 * customers)
const people = 200
const requests = 400

async function plan(stage: Stage, input: object): Promise<number> {
  const { jobId } = (await stage.call('care.plan', input)) as { jobId: number }
  const { ms } = await timed(() => stage.runJob(jobId))
  const [job] = await stage.sql<{ state: string; result: string; problem: string }>(
    'select state, result, problem from job where id = $1',
    [jobId],
  )
  if (job?.state !== 'DONE') throw new Error(`planning ended ${job?.state}: ${job?.problem}`)
  console.error(job.result)
  return ms
}

/** The same rows set by one statement into a table with the same indexes. */
async function bareInsert(stage: Stage): Promise<number> {
  await stage.sql('create table bare (like task including all)')
  const columns =
    'origin, kind, customer_id, rule_id, period, policy_version, basis, facts, due_on, window_from, window_to, state, counted, assignee_id, unit_id, tier, class, created_at, changed_at'
  const { ms } = await timed(() => stage.sql(`insert into bare (${columns}) select ${columns} from task order by id`))
  await stage.sql('drop table bare')
  return ms
}

const pages: Record<string, (i: number) => Ask> = {
  today: () => ({ path: '/tasks/today' }),
  teamToday: () => ({ path: '/task-team/today' }),
  team: () => ({ path: '/task-team' }),
  workload: () => ({ path: '/task-workload' }),
  ownTasks: () => ({ path: '/tasks?limit=50&assignee=me&state=OPEN' }),
  allTasks: () => ({ path: '/tasks?limit=50&state=OPEN' }),
  overview: () => ({ path: '/compliance' }),
  rule: (i) => ({ path: `/compliance/rule?ruleId=${['CARE-03', 'CARE-04', 'VIS-06'][i % 3]}` }),
  records: (i) => ({ path: `/compliance/records?limit=50&ruleId=CARE-03&standing=${['LATE', 'OPEN_LATE', 'ON_TIME'][i % 3]}` }),
  otherRules: () => ({ path: '/compliance/others' }),
  coverage: () => ({ path: '/compliance/coverage?limit=50' }),
}

async function measurePages(stage: Stage) {
  const door = await openDoor(stage)
  // Whoever asks has work of their own.
  await stage.sql(
    "update task set assignee_id = (select id from person where login = 'bench') where assignee_id = (select id from person where login = 'p7')",
  )
  const cpu = () => cpuOfTree(door.pid) + cpuOfTree(stage.embedded.pid)
  try {
    const results: Record<string, unknown> = {}
    for (const [page, make] of Object.entries(pages)) {
      await latencies(door.ask, make, 24)
      const before = cpu()
      const times = await latencies(door.ask, make, requests)
      results[page] = { cpuMs: (cpu() - before) / requests, ...spread(times) }
      console.error(page, JSON.stringify(results[page]))
    }
    return results
  } finally {
    door.close()
  }
}

const stage = await openStage()
try {
  const filling = await timed(() => fillBook(stage, customers, people))
  console.error(`filled in ${Math.round(filling.ms / 1000)} s`)
  const first = await plan(stage, {})
  const bare = await bareInsert(stage)
  const again = await plan(stage, {})
  await stage.sql("insert into customer_touched select 'care', id from customer where id % 100 = 7")
  const nightly = await plan(stage, { incremental: true })
  const [{ planned } = { planned: 0 }] = await stage.sql<{ planned: number }>('select count(*)::int as planned from task')
  await fillPast(stage, tasks)
  console.log(
    JSON.stringify({
      bench: 'care',
      customers,
      planned,
      tasks,
      ms: { bare, first, again, nightly },
      ratios: { firstToBare: first / bare, firstToNightly: first / nightly },
      connections,
      pages: await measurePages(stage),
    }),
  )
} finally {
  await stage.close()
}
