import type { Say } from '../../core/text.ts'
import type { Deployment } from '../../platform/companies.ts'
import type { Office } from '../../platform/perform.ts'

/** How far a job is, as its reader sees it. */
export type JobSeen = { state: string; step: string | null; done: number; total: number | null }
export type OnProgress = (job: JobSeen) => void

/** Where a fetched file goes: a path, or `-` for stdout. */
export type Target = string

/** All a command needs of Kewei, be it on this machine or behind a web address. Every method throws `Problem`. */
export type Kewei = {
  readonly where: 'here' | 'remote'
  /** The address people open, for links. */
  readonly origin: string
  /** Words of the whole house in the reader's language. */
  readonly say: Say
  /** Whether this Kewei has an endpoint of that name. */
  has(name: string): boolean
  /** Asks an endpoint; answers its JSON. */
  call(name: string, input: object): Promise<unknown>
  /** Brings a file to an endpoint that takes one; answers its JSON. */
  send(name: string, path: string, input: object): Promise<unknown>
  /** Fetches what an endpoint that answers with a file gives; answers where it was put. */
  fetch(name: string, input: object, to: Target): Promise<void>
  /** Waits for the end of a job and answers its result. A job that failed throws its problem. */
  waitForJob(jobId: number, onProgress: OnProgress): Promise<unknown>
  close(): Promise<void>
}

/** Kewei on this machine: what is not an endpoint (companies, the sample) can be done too. */
export type LocalKewei = Kewei & {
  readonly where: 'here'
  readonly deployment: Deployment
  readonly operator: string
  office(): Promise<Office>
  now(): Date
}
