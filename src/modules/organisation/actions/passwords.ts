import { randomBytes } from 'node:crypto'
import { hash, verify } from '@node-rs/argon2'
import { Problem } from '../../../core/problem.ts'
import { type PasswordOwner, passwordIssue } from '../policy/passwords.ts'

/** argon2id as OWASP asks at least: 19 MiB, two passes, one lane. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const

export const hashPassword = (password: string): Promise<string> => hash(password, cost)

let nobody: Promise<string> | undefined

/**
 * Whether the password is the one behind `passwordHash`. Without a hash (nobody by that name, no password yet, shut out)
 * the same work is done on a hash that no password fits, so that the time taken tells nothing.
 */
export async function passwordFits(passwordHash: string | null, password: string): Promise<boolean> {
  nobody ??= hashPassword(randomBytes(32).toString('base64url'))
  const fits = await verify(passwordHash ?? (await nobody), password)
  return fits && passwordHash !== null
}

/** Refuses a password that is too easy to guess, naming the field. */
export function acceptablePassword(password: string, owner: PasswordOwner, path = 'password'): string {
  const issue = passwordIssue(password, owner, path)
  if (issue) throw new Problem('invalid', 'invalid-input', {}, [issue])
  return password
}
