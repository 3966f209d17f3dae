import type { FastifyReply } from 'fastify'
import type { Problem, ProblemCode } from '../../core/problem.ts'
import type { Say } from '../../core/text.ts'

export const statusOf: Record<ProblemCode, number> = {
  invalid: 400,
  'signed-out': 401,
  forbidden: 403,
  'not-found': 404,
  conflict: 409,
  'too-large': 413,
  'unsupported-type': 415,
  refused: 422,
  'precondition-required': 428,
  'too-many': 429,
  unavailable: 503,
}

export type ProblemBody = {
  code: ProblemCode | 'fault'
  rule: string
  message: string
  facts: Problem['facts']
  issues: { path: string; reason: string; message: string }[]
}

/** A problem in the reader's language. Words: `problem.<rule>` and `issue.<reason>` in the rooms' texts. */
export const problemBody = (problem: Problem, say: Say): ProblemBody => ({
  code: problem.code,
  rule: problem.rule,
  message: say(`problem.${problem.rule}`, worded(problem, say)),
  facts: problem.facts,
  issues: problem.issues.map((i) => ({
    path: i.path,
    reason: i.reason,
    message: say(i.reason.includes('.') ? i.reason : `issue.${i.reason}`, i.facts ?? {}),
  })),
})

/** Of a permission that is missing, people read its words and programs its name. */
const worded = ({ rule, facts }: Problem, say: Say): Problem['facts'] =>
  rule === 'not-permitted' ? { ...facts, permission: say(`permission.${facts['permission']}`) } : facts

export const faultBody = (say: Say): ProblemBody => ({ code: 'fault', rule: 'fault', message: say('problem.fault'), facts: {}, issues: [] })

export function sendProblem(reply: FastifyReply, problem: Problem, say: Say): FastifyReply {
  const retry = problem.facts['retryAfterSeconds']
  if (typeof retry === 'number') reply.header('retry-after', String(retry))
  else if (problem.code === 'unavailable') reply.header('retry-after', '2')
  return reply.code(statusOf[problem.code]).send({ problem: problemBody(problem, say), requestId: reply.request.id })
}
