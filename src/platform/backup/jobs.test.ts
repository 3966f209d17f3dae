import { mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import type { z } from 'zod'
import { testOffice } from '../../../test/office.ts'
import type { Action } from '../action.ts'
import { fileStore } from '../files.ts'
import { buildHouse } from '../house.ts'
import { runJob } from '../jobs/run-job.ts'
import { perform } from '../perform.ts'
import { listBackups, runBackup } from './actions.ts'
import { restoreFrom } from './backup.ts'
import { everyNight, nightly } from './jobs.ts'
import { backup } from './module.ts'

const office = await testOffice()
const data = mkdtempSync(join(tmpdir(), 'kewei-data-'))
afterAll(() => rmSync(data, { recursive: true, force: true }))

const house = office.house.modules.some((room) => room.name === backup.name)
  ? office.house
  : buildHouse([backup, ...office.house.modules], office.house.identify)
/** The office with its files where the server has them: `<data>/files/<company>`. */
const here = { ...office, house, company: { ...office.company, files: fileStore(join(data, 'files', 'kewei')) } }
const folder = join(data, 'backups')

async function ask<Out extends z.ZodType>(
  action: Action & { endpoint: { output: Out } },
  input: unknown,
  permissions = ['backup.run'],
): Promise<z.output<Out>> {
  const answer = await perform(here, action, office.caller(permissions), input)
  return action.endpoint.output.parse(JSON.parse(JSON.stringify(answer)))
}
const jobOf = async (id: number) =>
  (await office.sql<{ state: string; result: string; step: string; total: number }>('select * from job where id = $1', [id]))[0]
const run = (jobId: number) => runJob(here, () => office.now, jobId)

describe('a backup asked for', () => {
  test('is made by a job into the folder of backups, and the trail names it', async () => {
    expect(await ask(listBackups, {})).toEqual({ folder, keptDaily: 14, rows: [] })
    const { jobId } = await ask(runBackup, {})
    await run(jobId)
    const job = await jobOf(jobId)
    expect(job?.state).toBe('DONE')
    const name = `kewei-2026-11-22-${jobId}.kewei`
    expect(JSON.parse(job?.result ?? '')).toMatchObject({ name, lostFiles: 0 })
    expect(readdirSync(folder)).toEqual([name])
    expect((await ask(listBackups, {})).rows).toEqual([expect.objectContaining({ name, daily: false })])
    const events = await office.sql<{ name: string; value: string }>(
      'select name, value from event join event_value on event_id = id where job_id = $1',
      [jobId],
    )
    expect(events.map((e) => e.name)).toEqual(['backup.made'])
    expect(JSON.parse(events[0]?.value ?? '{}').after).toMatchObject({ name, files: 0 })
    expect(await restoreFrom(office.deployment, join(folder, name), { as: 'copy', caller: office.caller() })).toHaveLength(1)
  })

  test('again after an attempt was killed leaves one file and no pieces', async () => {
    const { jobId } = await ask(runBackup, {})
    writeFileSync(join(folder, `kewei-2026-11-22-${jobId}.kewei.some-attempt.part`), 'half')
    await run(jobId)
    expect(readdirSync(folder).filter((name) => name.includes(`-${jobId}.`))).toEqual([`kewei-2026-11-22-${jobId}.kewei`])
  })

  test('needs its permission', async () => {
    await expect(ask(runBackup, {}, ['customers.export'])).rejects.toMatchObject({ code: 'forbidden' })
    await expect(ask(listBackups, {}, ['customers.export'])).rejects.toMatchObject({ code: 'forbidden' })
  })
})

describe('every night', () => {
  test('at half past three a job makes the backup of the day; the newest 14 stay, with all that people asked for', async () => {
    expect(everyNight).toEqual({ name: 'backup.daily', cron: '30 3 * * *', task: nightly.name })
    const others = ['kewei2-2026-01-01.kewei', 'kewei-2025-01-01-7.kewei', 'notes.txt']
    const old = Array.from({ length: 15 }, (_, i) => `kewei-2026-11-${String(i + 1).padStart(2, '0')}.kewei`)
    for (const [i, name] of [...others, ...old].entries()) {
      writeFileSync(join(folder, name), 'x')
      utimesSync(join(folder, name), i, i)
    }
    await nightly.run({ ...here, now: office.now, system: office.caller() }, {})
    const [job] = await office.sql<{ id: number }>("select max(id)::int as id from job where kind = 'backup.run'")
    await run(job?.id ?? 0)
    expect((await jobOf(job?.id ?? 0))?.state).toBe('DONE')
    const names = readdirSync(folder)
    const daily = names.filter((name) => /^kewei-\d{4}-\d{2}-\d{2}\.kewei$/.test(name))
    expect(daily).toEqual([...old.slice(2), 'kewei-2026-11-22.kewei'])
    expect(names).toEqual(expect.arrayContaining(others))
    expect((await ask(listBackups, {})).rows.filter((r) => r.daily)).toHaveLength(14)
  })
})
