import { z } from 'zod'
import { Problem } from '../../../core/problem.ts'
import { systemClock } from '../../../platform/clock.ts'
import type { Kewei } from '../kewei.ts'
import { readOptions } from '../options.ts'
import type { Task } from '../task.ts'

const createOptions = z.object({
  name: z.string(),
  permissions: z.string().optional(),
  days: z.coerce.number().int().min(1).max(36_500).optional(),
})
const created = z.looseObject({ id: z.int(), token: z.string() })
const listed = z.object({
  tokens: z.array(z.looseObject({ id: z.int(), name: z.string(), expiresAt: z.string().nullable(), revokedAt: z.string().nullable() })),
})

const day = 24 * 3_600_000

/** A token belongs to a person: here to the one named by --user, who must be allowed to have tokens. */
async function owned({ common, kewei }: Task): Promise<Kewei> {
  if (!common.server && common.user === undefined) throw new Problem('invalid', 'person-needed')
  return kewei()
}

export async function createToken(task: Task): Promise<undefined> {
  const { name, permissions, days } = readOptions(createOptions, task.options)
  const kewei = await owned(task)
  const expiresAt = days === undefined ? null : new Date(systemClock().getTime() + days * day).toISOString()
  const token = created.parse(await kewei.call('tokens.create', { name, permissions: permissions?.split(',') ?? null, expiresAt }))
  task.terminal.result(token.token, token)
}

export async function listTokens(task: Task): Promise<undefined> {
  const { tokens } = listed.parse(await (await owned(task)).call('tokens.list', {}))
  const lines = tokens.filter((t) => t.revokedAt === null).map((t) => [t.id, t.name, t.expiresAt ?? ''].join('\t'))
  if (lines.length === 0 && !task.common.json) return void task.terminal.note(task.terminal.say('note.no-one-yet'))
  task.terminal.result(lines.join('\n'), { tokens })
}

export async function revokeToken(task: Task): Promise<undefined> {
  const id = Number(task.words[0])
  if (!Number.isSafeInteger(id) || id < 1) throw new Problem('invalid', 'invalid-input', {}, [{ path: 'id', reason: 'not-a-number' }])
  const kewei = await owned(task)
  task.terminal.result(String(id), await kewei.call('tokens.revoke', { id }))
}
