import { createHash, randomUUID } from 'node:crypto'
import type { Access } from '../core/endpoint.ts'
import type { Event } from '../core/event.ts'
import { Problem } from '../core/problem.ts'
import {
  type Action,
  type Caller,
  type Change,
  type ChangeContext,
  type Changed,
  type ChangeMany,
  type Enqueue,
  may,
  type Read,
  scopeUnder,
} from './action.ts'
import type { Company } from './companies.ts'
import { connectionOf, inTransaction } from './db/connect.ts'
import type { Tx } from './db/db.ts'
import { isRetryable, problemOf } from './db/errors.ts'
import { deploymentSchema } from './deployment-options.ts'
import type { House } from './house.ts'
import type { Log } from './log.ts'
import { parseInput } from './parse.ts'
import { type ChangeId, recordEvents } from './record.ts'

export type Office = { readonly company: Company; readonly house: House; readonly log: Log }
export type PerformOptions = { idempotencyKey?: string | undefined; jobId?: number | null }

const maxTries = 3

/**
 * A chunk holds its work and its job's place: a database that dies before both are on disk has lost both, and the job does it again.
 * So nobody waits for the disk.
 */
const beginChunk = 'begin; set local synchronous_commit = off'

/** Permission, strict parsing, database, trail: here, once, for every action there is. Answers wire-ready data. */
export async function perform(
  office: Office,
  action: Action,
  caller: Caller,
  raw: unknown,
  options: PerformOptions = {},
): Promise<unknown> {
  allowOrThrow(action.endpoint.permission, caller)
  const input: unknown = parseInput(action.endpoint.input, raw)
  try {
    return action.kind === 'read' ? await runRead(office, action, caller, input) : await runChange(office, action, caller, input, options)
  } catch (error) {
    throw problemOf(error)
  }
}

function allowOrThrow(permission: string, caller: Caller): void {
  if (permission === 'public') return
  if (caller.actor.kind === 'LINK') throw new Problem('signed-out', 'signed-out')
  if (permission !== 'signed-in' && !may(caller.actor, permission)) throw new Problem('forbidden', 'not-permitted', { permission })
}

const runRead = (office: Office, action: Read, caller: Caller, input: unknown) =>
  action.run({ ...office, ...caller, scope: scopeUnder(caller, action.endpoint.permission), db: office.company.db }, input)

/** What a change is given: it sees as far as the permission it asks for reaches, whatever else the caller may do. */
const changeContext = (office: Office, caller: Caller, permission: Access, change: ChangeId, tx: Tx, enqueue: Enqueue): ChangeContext => ({
  ...office,
  ...caller,
  scope: scopeUnder(caller, permission),
  permission,
  change,
  tx,
  enqueue,
})

async function runChange(office: Office, action: Change, caller: Caller, input: unknown, options: PerformOptions): Promise<unknown> {
  const change = { changeId: randomUUID(), jobId: options.jobId ?? null }
  const answer = await retrying(() =>
    inTransaction(office.company.write, async (tx) => {
      const repeat = options.idempotencyKey ? await claimKey(tx, action, caller, input, options.idempotencyKey) : undefined
      if (repeat) return { result: repeat.reply }
      const enqueue = enqueueIn(tx, office.company.key)
      const changed: Changed<unknown> = await action.run(
        changeContext(office, caller, action.endpoint.permission, change, tx, enqueue),
        input,
      )
      if ('events' in changed) {
        await recordEvents(tx, caller, change, changed.events)
        await react(office.house, enqueue, changed.events)
      }
      if (options.idempotencyKey) {
        if ('refusal' in changed) throw changed.refusal
        await keepReply(tx, caller, options.idempotencyKey, changed.result)
      }
      return changed
    }),
  )
  if ('refusal' in answer) throw answer.refusal
  return answer.result
}

/** Runs one chunk of a change in many pieces; `inSameTransaction` lets a job save its place with it. */
export async function performChunk<Chunk, Result>(
  office: Office,
  change: ChangeMany<Chunk, Result>,
  caller: Caller,
  chunk: Chunk,
  jobId: number,
  inSameTransaction: (tx: Tx, result: Result) => Promise<void>,
): Promise<Result> {
  allowOrThrow(change.permission, caller)
  const id = { changeId: randomUUID(), jobId }
  return retrying(() =>
    inTransaction(
      office.company.write,
      async (tx) => {
        const enqueue = enqueueIn(tx, office.company.key)
        const { result, events } = await change.run(changeContext(office, caller, change.permission, id, tx, enqueue), chunk)
        await recordEvents(tx, caller, id, events)
        await react(office.house, enqueue, events)
        await inSameTransaction(tx, result)
        return result
      },
      beginChunk,
    ),
  )
}

async function retrying<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work()
    } catch (error) {
      if (!isRetryable(error) || attempt >= maxTries) throw error
    }
  }
}

export const enqueueIn =
  (tx: Tx, companyKey: string): Enqueue =>
  async (task, input, options = {}) => {
    await connectionOf(tx).query({
      name: 'enqueue',
      text: `select ${deploymentSchema}.enqueue($1, $2, $3, $4, coalesce($5::timestamptz, now()), $6)`,
      values: [
        companyKey,
        task,
        JSON.stringify(input),
        options.key ? `${companyKey}:${options.key}` : null,
        options.at ?? null,
        options.lane ?? null,
      ],
    })
  }

async function react(house: House, enqueue: Enqueue, events: readonly Event[]): Promise<void> {
  const done = new Set<string>()
  for (const event of events) {
    for (const reaction of house.reactions) {
      if (!reaction.on.includes(event.name)) continue
      const key = reaction.keyOf?.(event) ?? reaction.task
      if (done.has(key)) continue
      done.add(key)
      await enqueue(reaction.task, { event: event.name, subject: event.subject.id }, { key })
    }
  }
}

const actorOf = (caller: Caller): string => `${caller.actor.kind}:${caller.actor.personId ?? caller.actor.name}`

/** Takes the key as the transaction's first row; a finished request answers with its first reply, one with other input is refused. */
async function claimKey(tx: Tx, action: Change, caller: Caller, input: unknown, key: string): Promise<{ reply: unknown } | undefined> {
  const hash = createHash('sha256')
    .update(`${action.endpoint.name} ${JSON.stringify(input)}`)
    .digest()
  const claimed = await tx
    .insertInto('idempotency')
    .values({ actor: actorOf(caller), key, endpoint: action.endpoint.name, input_hash: hash, reply: null, created_at: caller.now })
    .onConflict((c) => c.doNothing())
    .executeTakeFirst()
  if (claimed.numInsertedOrUpdatedRows) return undefined
  const first = await tx
    .selectFrom('idempotency')
    .selectAll()
    .where('actor', '=', actorOf(caller))
    .where('key', '=', key)
    .executeTakeFirst()
  if (!first || !Buffer.from(first.input_hash).equals(hash)) throw new Problem('refused', 'idempotency-key-reused')
  return { reply: first.reply === null ? null : JSON.parse(first.reply) }
}

async function keepReply(tx: Tx, caller: Caller, key: string, reply: unknown): Promise<void> {
  await tx
    .updateTable('idempotency')
    .set({ reply: JSON.stringify(reply) })
    .where('actor', '=', actorOf(caller))
    .where('key', '=', key)
    .execute()
}

/** Drops replies kept for repeated requests older than `before`. */
export async function forgetRepeats(tx: Tx, before: Date): Promise<void> {
  await tx.deleteFrom('idempotency').where('created_at', '<', before).execute()
}
