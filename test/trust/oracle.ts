import { z } from 'zod'
import type { Endpoint } from '../../src/core/endpoint.ts'
import { problemCodes } from '../../src/core/problem.ts'
import { statusOf } from '../../src/platform/http/reply.ts'

const problemShape = z.strictObject({
  problem: z.strictObject({
    code: z.enum(problemCodes),
    rule: z.string().regex(/^[a-z0-9-]+$/),
    message: z.string().min(1),
    facts: z.record(z.string(), z.unknown()),
    issues: z.array(z.strictObject({ path: z.string(), reason: z.string(), message: z.string().min(1) })),
  }),
  requestId: z.string().min(1),
})

export type Answer = { statusCode: number; body: string; headers: Record<string, unknown> }

/** What is wrong with an answer, in one line; undefined when it is as the contract promises. */
export function fault(endpoint: Endpoint, answer: Answer, ms: number, most = 2_000): string | undefined {
  const { statusCode, body } = answer
  const start = body.slice(0, 300)
  if (statusCode >= 500) return `${statusCode}: ${start}`
  if (ms > most) return `took ${Math.round(ms)} ms`
  if (statusCode === 200 && endpoint.reply === 'file') return undefined
  const type = String(answer.headers['content-type'] ?? '')
  if (!type.startsWith('application/json')) return `${statusCode} as '${type}': ${start}`
  const json = parsed(body)
  if (json === undefined) return `${statusCode} is no JSON: ${start}`
  if (statusCode !== 200) return problemFault(statusCode, json)
  const whole = endpoint.session === 'opens' ? { ...(json as object), token: 'kept in the cookie' } : json
  const fits = endpoint.output.safeParse(whole)
  return fits.success ? undefined : `200 does not fit the output: ${z.prettifyError(fits.error).slice(0, 300)} in ${start}`
}

export function problemFault(statusCode: number, json: unknown): string | undefined {
  const fits = problemShape.safeParse(json)
  if (!fits.success) return `${statusCode} is no problem: ${JSON.stringify(json).slice(0, 300)}`
  return statusOf[fits.data.problem.code] === statusCode ? undefined : `${statusCode} with code ${fits.data.problem.code}`
}

export function parsed(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    return undefined
  }
}
