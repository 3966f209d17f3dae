import process from 'node:process'
import { Problem } from '../../core/problem.ts'
import type { Locale, Say } from '../../core/text.ts'
import { bodyOf, exitCodeOf, linesOf } from './failures.ts'
import type { Kewei, LocalKewei } from './kewei.ts'
import { type Common, readCommon, type Task, type Command as Work } from './task.ts'
import { openTerminal, type Terminal } from './terminal.ts'

export type Typed = { words: readonly string[]; options: Readonly<Record<string, unknown>>; locale: Locale; say: Say }

/** Runs one command from what was typed to its exit code; whatever happens, what it opened is closed again. */
export async function runCommand(work: Work, { words, options, locale, say }: Typed): Promise<number> {
  const common = readCommon(options)
  const terminal = openTerminal(common.json, say)
  const doors = openDoors(common, locale, terminal)
  try {
    return (await work({ words, options, common, locale, terminal, kewei: doors.kewei, local: doors.local })) ?? 0
  } catch (error) {
    terminal.settle()
    return fail(error, terminal, doors.say() ?? (hasWords(error, say) ? say : await wordsOfHouse(locale)))
  } finally {
    terminal.settle()
    await doors.close()
  }
}

/** Puts a failure into words, as JSON on stdout when that was asked for; answers the exit code. */
export function fail(error: unknown, { json, jsonResult, note }: Terminal, say: Say): number {
  if (json) jsonResult({ problem: bodyOf(error, say) })
  else for (const line of linesOf(error, say)) note(line)
  const isFault = bodyOf(error, say).rule === 'fault'
  if (isFault && error instanceof Error) note(error.stack ?? error.message)
  return exitCodeOf(error)
}

/** Whether the command line's own words are enough: loading all rooms takes longer than most mistakes deserve. */
function hasWords(error: unknown, say: Say): boolean {
  const { message, rule, issues } = bodyOf(error, say)
  return message !== rule && issues.every((issue) => issue.message !== issue.reason)
}

async function wordsOfHouse(locale: Locale): Promise<Say> {
  const [{ rooms }, { sayAll }] = await Promise.all([import('../modules.ts'), import('./speaking.ts')])
  return sayAll(rooms(), locale)
}

type Doors = Pick<Task, 'kewei' | 'local'> & { say(): Say | undefined; close(): Promise<void> }

function openDoors(common: Common, locale: Locale, { note, say }: Terminal): Doors {
  let here: Promise<LocalKewei> | undefined
  let opened: Kewei | undefined
  let release: (() => void) | undefined
  const close = async () => {
    await here?.then(
      (kewei) => kewei.close(),
      () => {},
    )
    release?.()
  }
  const remember = <K extends Kewei>(kewei: K): K => {
    opened = kewei
    return kewei
  }
  const open = () => {
    release ??= onInterrupt(close)
    here ??= import('./local.ts').then(({ openLocal }) =>
      openLocal({
        dataDir: common.data,
        company: common.company,
        locale,
        login: common.user,
        onWait: () => note(say('note.waiting')),
      }).then(remember),
    )
    return here
  }
  const remote = async (server: string) => {
    if (common.user) throw new Problem('invalid', 'token-decides-person')
    const [{ openRemote }, { trustOwnAuthority }] = await Promise.all([import('./remote.ts'), import('../../platform/tls/trust.ts')])
    trustOwnAuthority(common.data)
    return remember(openRemote({ server, token: process.env['KEWEI_TOKEN'], locale }))
  }
  return {
    kewei: () => (common.server ? remote(common.server) : open()),
    local: async () => {
      if (common.server) throw new Problem('invalid', 'only-here')
      if (common.user) throw new Problem('invalid', 'operator-only')
      return open()
    },
    say: () => opened?.say,
    close,
  }
}

const codeOfSignal = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const

/** For statements in hand, in milliseconds; a database started here ends by itself when we are gone. */
const patience = 5_000

/** A command that is interrupted still stops the database it started; a second signal waits for nothing. */
function onInterrupt(close: () => Promise<void>): () => void {
  let asked = false
  const listeners = (['SIGINT', 'SIGTERM', 'SIGHUP'] as const).map((signal) => {
    const listener = () => {
      if (asked) process.exit(codeOfSignal[signal])
      asked = true
      setTimeout(() => process.exit(codeOfSignal[signal]), patience).unref()
      void close().finally(() => process.exit(codeOfSignal[signal]))
    }
    process.on(signal, listener)
    return () => process.off(signal, listener)
  })
  return () => {
    for (const off of listeners) off()
  }
}
