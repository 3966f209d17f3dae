import process from 'node:process'
import { z } from 'zod'
import { Problem } from '../../../core/problem.ts'
import { linkTo } from '../../doors/founding.ts'
import type { Kewei } from '../kewei.ts'
import { readOptions } from '../options.ts'
import { findPerson, findUnit } from '../people.ts'
import { readSecret } from '../secret.ts'
import type { Task } from '../task.ts'

const createOptions = z.object({ name: z.string(), role: z.array(z.string()), unit: z.string().optional() })
const created = z.object({ id: z.int(), login: z.string() })
const passwordLink = z.object({ token: z.string(), expiresAt: z.string() })

export async function createUser({ words, options, kewei: open, terminal }: Task): Promise<undefined> {
  const [login = ''] = words
  const { name, role, unit } = readOptions(createOptions, options)
  const kewei = await open()
  const unitId = unit === undefined ? null : await findUnit(kewei.call, unit)
  const person = created.parse(await kewei.call('people.create', { login, name, roles: role, unitId }))
  await showLink(kewei, person, terminal)
}

export async function linkForUser({ words, kewei: open, terminal }: Task): Promise<undefined> {
  const kewei = await open()
  await showLink(kewei, await findPerson(kewei.call, words[0] ?? ''), terminal)
}

async function showLink(kewei: Kewei, { id, login }: { id: number; login: string }, terminal: Task['terminal']): Promise<void> {
  const { token, expiresAt } = passwordLink.parse(await kewei.call('passwordLink.create', { id }))
  const link = linkTo(kewei.origin, 'password', token)
  terminal.result(link, { id, login, link, expiresAt })
}

/** Sets a password by way of a one-time link that nobody sees. */
export async function setUserPassword({ words, kewei: open, terminal }: Task): Promise<undefined> {
  const password = await readSecret(process.stdin, terminal.say('note.password-prompt'))
  if (password === '') throw new Problem('invalid', 'password-empty')
  const kewei = await open()
  const { id } = await findPerson(kewei.call, words[0] ?? '')
  const { token } = passwordLink.parse(await kewei.call('passwordLink.create', { id }))
  const { login } = z.object({ login: z.string() }).parse(await kewei.call('password.set', { token, password }))
  terminal.result(login, { login })
}
