import { drillChildren } from '../drill-children.ts'
import type { TestOffice } from '../office.ts'
import type { Order } from './child.ts'

const children = drillChildren<Order>(new URL('./child.ts', import.meta.url))
export const endDrill = children.end

export type Drill = { office: TestOffice; random: () => number; program: Order['program'] }

/** One attempt at a job in a process of its own, which dies at one of its next commits if asked. Answers whether it died. */
export async function attempt({ office, random, program }: Drill, jobId: number, killing: boolean): Promise<boolean> {
  const died = await children.run({
    program,
    target: office.deployment.ownerTarget,
    schema: office.company.key,
    files: office.company.files.folder,
    jobId,
    now: office.now.toISOString(),
    dies: killing ? { commit: 1 + Math.floor(random() * 5), before: random() < 0.5 } : null,
  })
  if (died) await office.sql("update job set lease_until = now() - interval '1 second' where id = $1 and state = 'RUNNING'", [jobId])
  return died
}

/** Puts a planted program in line as a job that is under way. */
export async function plantedJob(office: TestOffice): Promise<number> {
  const [row] = await office.sql<{ id: number }>(
    "insert into job (kind, state, input, created_by_kind, created_by_name, created_at) values ('naive', 'RUNNING', '{}', 'SYSTEM', 'drill', now()) returning id::int",
  )
  return row?.id ?? 0
}

/** What differs from one clean run: lines that are missing, and lines that are there twice or should not be. */
export function faults(clean: readonly string[], found: readonly string[]): { lost: string[]; doubled: string[] } {
  const left = [...found]
  const lost = clean.filter((line) => {
    const at = left.indexOf(line)
    if (at >= 0) left.splice(at, 1)
    return at < 0
  })
  return { lost, doubled: left }
}

type Night = { drill: Drill; first: number; second: number; most: number }

/** Runs two jobs of a night at once, killing the first again and again. Answers how often. */
export async function runTwice({ drill, first, second, most }: Night): Promise<number> {
  const beside = (async () => {
    while (await attempt(drill, second, false));
  })()
  let killed = 0
  while (await attempt(drill, first, killed < most)) killed++
  await beside
  return killed
}
