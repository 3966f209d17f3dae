import process from 'node:process'
import type { Say } from '../../core/text.ts'
import type { JobSeen, OnProgress } from './kewei.ts'

/** stdout for results only, stderr for everything a person may want to know meanwhile. */
export type Terminal = {
  readonly json: boolean
  readonly say: Say
  /** The result: text for people, or with --json the whole value. */
  result(text: string, value: unknown): void
  /** A result that is JSON whoever reads it. */
  jsonResult(value: unknown): void
  note(text: string): void
  progress: OnProgress
  /** Ends a line of progress that is still being rewritten. */
  settle(): void
}

const write = (stream: NodeJS.WriteStream, text: string): void => void stream.write(text.endsWith('\n') ? text : `${text}\n`)

export const jsonText = (value: unknown): string => JSON.stringify(value, null, process.stdout.isTTY ? 2 : undefined)

export function openTerminal(json: boolean, say: Say): Terminal {
  const line = progressLine(process.stderr, say)
  return {
    json,
    say,
    result: (text, value) => write(process.stdout, json ? jsonText(value) : text),
    jsonResult: (value) => write(process.stdout, jsonText(value)),
    note(text) {
      line.settle()
      write(process.stderr, text)
    },
    progress: line.show,
    settle: line.settle,
  }
}

/** One line rewritten in place on a terminal; elsewhere a new line whenever a tenth more is done or the step changes. */
function progressLine(stream: NodeJS.WriteStream, say: Say): { show: OnProgress; settle(): void } {
  let shown = ''
  let milestone = ''
  return {
    show(job) {
      const text = describe(job, say)
      if (text === shown) return
      if (stream.isTTY) stream.write(`\r\x1b[K${text}`)
      else if (milestoneOf(job) !== milestone) write(stream, text)
      milestone = milestoneOf(job)
      shown = text
    },
    settle() {
      if (stream.isTTY && shown) stream.write('\n')
      shown = ''
    },
  }
}

const milestoneOf = ({ state, step, done, total }: JobSeen): string => `${state} ${step} ${total ? Math.floor((10 * done) / total) : ''}`

function describe({ state, step, done, total }: JobSeen, say: Say): string {
  const count = total ? `${done} / ${total} (${Math.floor((100 * done) / total)} %)` : done > 0 ? String(done) : ''
  return [say(`job.state.${state}`), step, count].filter(Boolean).join('  ')
}
