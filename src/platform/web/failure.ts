import type { Facts } from '../../core/decision.ts'
import type { ProblemCode } from '../../core/problem.ts'

/** One wrong field, as the server says it. */
export type FailureIssue = { path: string; reason: string; message?: string | undefined }

/** Besides the server's codes: no answer at all, and an answer that is a fault. */
export type FailureCode = ProblemCode | 'offline' | 'fault'

/** Why a call did not succeed. `message` is in the reader's language; without one, `problem.<code>` has the words. */
export class Failure extends Error {
  readonly code: FailureCode
  readonly rule: string
  readonly facts: Facts
  readonly issues: readonly FailureIssue[]
  readonly requestId: string | undefined

  constructor(code: FailureCode, rest: Partial<Omit<Failure, 'code' | 'name'>> = {}) {
    super(rest.message ?? '')
    this.name = 'Failure'
    this.code = code
    this.rule = rest.rule ?? code
    this.facts = rest.facts ?? {}
    this.issues = rest.issues ?? []
    this.requestId = rest.requestId
  }
}

const codeOfStatus: Readonly<Record<number, FailureCode>> = {
  400: 'invalid',
  401: 'signed-out',
  403: 'forbidden',
  404: 'not-found',
  409: 'conflict',
  413: 'too-large',
  415: 'unsupported-type',
  422: 'refused',
  428: 'precondition-required',
  429: 'too-many',
  502: 'offline',
  503: 'unavailable',
  504: 'offline',
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null
const isFacts = (value: unknown): value is Facts => isRecord(value) && !Array.isArray(value)
const textIn = (from: Record<string, unknown>, key: string): string | undefined => {
  const value = from[key]
  return typeof value === 'string' ? value : undefined
}

function issuesIn(value: unknown): FailureIssue[] {
  if (!Array.isArray(value)) return []
  return value
    .filter(isRecord)
    .map((i) => ({ path: textIn(i, 'path') ?? '', reason: textIn(i, 'reason') ?? '', message: textIn(i, 'message') }))
}

/**
 * The failure a reply tells: `{ problem: { code, rule, message, facts, issues }, requestId }`.
 * The status decides the code, so that a proxy's page is understood too.
 */
export function failureFrom(status: number, body: unknown): Failure {
  const outer = isRecord(body) ? body : {}
  const problem = isRecord(outer.problem) ? outer.problem : {}
  const requestId = textIn(outer, 'requestId')
  return new Failure(codeOfStatus[status] ?? 'fault', {
    ...(textIn(problem, 'rule') ? { rule: textIn(problem, 'rule') ?? '' } : {}),
    ...(textIn(problem, 'message') ? { message: textIn(problem, 'message') ?? '' } : {}),
    ...(isFacts(problem.facts) ? { facts: problem.facts } : {}),
    issues: issuesIn(problem.issues),
    ...(requestId ? { requestId } : {}),
  })
}

/** Anything thrown, as a failure: what fetch throws means that no answer came. */
export const asFailure = (thrown: unknown): Failure =>
  thrown instanceof Failure ? thrown : new Failure(thrown instanceof TypeError ? 'offline' : 'fault')

/** Whether sending the same again can help: nothing was decided. */
export const mayRetry = (failure: Failure): boolean => ['offline', 'unavailable'].includes(failure.code)
