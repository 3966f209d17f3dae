import { setPriority } from 'node:os'
import { inspectSheet, sheetRows } from './open-sheet.ts'
import type { Answer, Request } from './reader-protocol.ts'
import { FileRefused } from './refused.ts'

// The reading process: everything that touches a stranger's file runs here, behind the server's own work in priority.
setPriority(5)

const waiting: (() => void)[] = []
let credits = 0
let peakMb = 0

// Sampled, for what the system calls the peak includes the parent's memory at the moment of the fork.
setInterval(notePeak, 50).unref()

process.once('message', (request: Request) => {
  process.on('message', () => {
    credits++
    waiting.shift()?.()
  })
  void serve(request)
})
process.once('disconnect', () => process.exit())

async function serve(request: Request): Promise<void> {
  try {
    if (request.task === 'inspect') await answer({ kind: 'inspected', inspection: await inspectSheet(request.path, request.options) })
    else for await (const rows of sheetRows(request.path, request.options)) await answer({ kind: 'rows', rows })
    await answer({ kind: 'end', peakMb: notePeak() }, () => process.disconnect())
  } catch (error) {
    await answer(refusal(error), () => process.disconnect())
  }
}

async function answer(message: Answer, whenSent?: () => void): Promise<void> {
  while (credits === 0) await new Promise<void>((resolve) => waiting.push(resolve))
  credits--
  process.send?.(message, undefined, {}, whenSent)
}

function refusal(error: unknown): Answer {
  if (error instanceof FileRefused) return { kind: 'refused', code: error.code, facts: error.facts, peakMb: notePeak() }
  return { kind: 'failed', reason: error instanceof Error ? (error.stack ?? error.message) : String(error) }
}

function notePeak(): number {
  peakMb = Math.max(peakMb, Math.round(process.memoryUsage.rss() / 1024 / 1024))
  return peakMb
}
