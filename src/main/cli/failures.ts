import { Problem, type ProblemCode } from '../../core/problem.ts'
import type { Say } from '../../core/text.ts'
import { faultBody, type ProblemBody, problemBody } from '../../platform/http/reply.ts'
import { StartupError } from '../../platform/postgres/startup-error.ts'

export const exit = { ok: 0, fault: 1, usage: 2, refused: 3, someRowsFailed: 4, forbidden: 5, unavailable: 6 } as const

const exitOf: Record<ProblemCode, number> = {
  invalid: exit.usage,
  'too-large': exit.usage,
  'unsupported-type': exit.usage,
  'precondition-required': exit.usage,
  'not-found': exit.refused,
  conflict: exit.refused,
  refused: exit.refused,
  'too-many': exit.refused,
  'signed-out': exit.forbidden,
  forbidden: exit.forbidden,
  unavailable: exit.unavailable,
}

/** A problem a server has put into words already. */
export class RemoteProblem extends Problem {
  readonly body: ProblemBody

  constructor(body: ProblemBody & { code: ProblemCode }) {
    super(body.code, body.rule, body.facts, body.issues)
    this.body = body
  }
}

/** A fault with words of its own: something this Kewei should have and has not. */
export class KnownFault extends Error {
  readonly rule: string
  readonly facts: Readonly<Record<string, string>>

  constructor(rule: string, facts: Readonly<Record<string, string>> = {}) {
    super(rule)
    this.rule = rule
    this.facts = facts
  }
}

export function exitCodeOf(error: unknown): number {
  if (error instanceof Problem) return exitOf[error.code]
  return error instanceof StartupError ? error.exitCode : exit.fault
}

const codeOfExit: Readonly<Record<number, ProblemBody['code']>> = {
  [exit.usage]: 'invalid',
  [exit.refused]: 'refused',
  [exit.unavailable]: 'unavailable',
}

/** Any failure as the web interface would answer it. */
export function bodyOf(error: unknown, say: Say): ProblemBody {
  if (error instanceof RemoteProblem) return error.body
  if (error instanceof Problem) return problemBody(error, say)
  if (error instanceof StartupError) {
    const code = codeOfExit[error.exitCode] ?? 'fault'
    return { code, rule: 'cannot-start', message: error.message, facts: { remedy: error.remedy }, issues: [] }
  }
  if (error instanceof KnownFault) {
    const { rule, facts } = error
    return { code: 'fault', rule, message: say(`problem.${rule}`, facts), facts, issues: [] }
  }
  return faultBody(say)
}

/** A failure for a person: the sentence, then one line for each field. */
export function linesOf(error: unknown, say: Say): string[] {
  const { message, issues, facts } = bodyOf(error, say)
  const remedy = error instanceof StartupError ? [`  ${String(facts['remedy'])}`] : []
  return [message, ...remedy, ...issues.map((issue) => `  ${issue.path || '-'}: ${issue.message}`)]
}
