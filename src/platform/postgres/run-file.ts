import fs from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import { replacePrivateFile } from './data-folder.ts'
import { isAlive, processStamp } from './process-stamp.ts'

const runSchema = z.object({
  pid: z.int().positive(),
  /** Tells this process from a later one with the same pid. */
  stamp: z.string(),
  startedAt: z.iso.datetime(),
  url: z.string(),
  version: z.string(),
  database: z.object({ host: z.string(), port: z.int(), user: z.string(), database: z.string(), ssl: z.boolean().exactOptional() }),
})

/** The serving process of a data folder, as other commands on this machine see it. */
export type Run = z.infer<typeof runSchema>

const runFile = (dataDir: string): string => path.join(dataDir, 'run.json')

/** Tells other commands where this process serves; call it once it answers. */
export function writeRun(dataDir: string, run: Omit<Run, 'pid' | 'stamp'>): void {
  const whole: Run = { pid: process.pid, stamp: processStamp(process.pid) ?? '', ...run }
  replacePrivateFile(runFile(dataDir), `${JSON.stringify(whole, null, 2)}\n`)
}

/** The run of the process that serves this folder now; undefined when none does, whatever the file says. */
export function readRun(dataDir: string): Run | undefined {
  const run = parse(dataDir)
  return run && isAlive(run.pid, run.stamp) ? run : undefined
}

function parse(dataDir: string): Run | undefined {
  try {
    return runSchema.parse(JSON.parse(fs.readFileSync(runFile(dataDir), 'utf8')))
  } catch {
    return undefined
  }
}

/** Removes the file if it is ours. */
export function removeRun(dataDir: string): void {
  if (parse(dataDir)?.pid === process.pid) fs.rmSync(runFile(dataDir), { force: true })
}
