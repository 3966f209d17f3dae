import type { z } from 'zod'

export type Method = 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE'

/** Who may ask: anybody with the link, any signed-in person, or holders of a named permission. */
export type Access = 'public' | 'signed-in' | (string & {})

/**
 * One thing a caller can ask for. The server route, OpenAPI, the web client, the CLI and the permission tests read this.
 * Input is one strict object: path parameters, then the query (GET) or the body.
 */
export type Endpoint<In extends z.ZodType = z.ZodType, Out extends z.ZodType = z.ZodType> = {
  /** `room.verb`, unique. */
  readonly name: string
  readonly summary: string
  readonly method: Method
  readonly path: `/${string}`
  readonly permission: Access
  readonly input: In
  readonly output: Out
  /** A change that creates: the same `Idempotency-Key` answers with the first result. */
  readonly idempotent?: boolean
  /** How the body travels when it is not JSON. */
  readonly body?: 'json' | 'file'
  /** What comes back when it is not JSON: a download. */
  readonly reply?: 'json' | 'file'
  /**
   * The path parameter that is the key, `<company>.<secret>`, for programs that bring neither cookie nor header: it names the company,
   * and the action finds out whose it is. Nothing else the caller brings counts.
   */
  readonly keyInPath?: string
  /** `opens`: the result's `token` becomes the session cookie and is not shown; `closes`: the cookie goes. */
  readonly session?: 'opens' | 'closes'
  /** Requests a minute for one source, where the general limit is too generous. */
  readonly rateLimit?: number
}

export const endpoint = <In extends z.ZodType, Out extends z.ZodType>(e: Endpoint<In, Out>): Endpoint<In, Out> => e

export type InputOf<E> = E extends Endpoint<infer In, z.ZodType> ? z.input<In> : never
export type OutputOf<E> = E extends Endpoint<z.ZodType, infer Out> ? z.input<Out> : never
