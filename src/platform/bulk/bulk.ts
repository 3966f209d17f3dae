import type { z } from 'zod'
import type { Facts } from '../../core/decision.ts'
import type { Event } from '../../core/event.ts'
import { Problem } from '../../core/problem.ts'
import { type Caller, type ChangeContext, scopeUnder } from '../action.ts'
import type { Chosen } from './store.ts'

/** A row in sight: what it is called, and which version of it. */
export type Seen = { id: number; label: string; version: number }

/** Why a row stays as it is: `because` names the words. */
export type Because = { because: string; facts: Facts }

/** What becomes of a row. `before` and `after` are for showing; `plan` is what `save` needs. */
export type Verdict<Plan> =
  | { id: number; before: unknown; after: unknown; plan: Plan }
  | { id: number; same: true }
  | ({ id: number } & Because)

/**
 * One thing to be done to many rows. Each function is given a context that sees and may what `permission` allows.
 * The rule for a row is the rule of the verb for one.
 */
export type BulkVerb<Plan = unknown> = {
  /** What the history calls it: `customers.assign`. */
  readonly kind: string
  readonly permission: string
  readonly undoable: boolean
  /** Throws what is wrong with it for whatever row; answers the facts for its words. */
  check(context: ChangeContext): Promise<Facts>
  /** Each of these rows, all in sight and reach, gets its verdict. */
  judge(context: ChangeContext, ids: readonly number[]): Promise<Verdict<Plan>[]>
  /** Writes what was judged in the same transaction, rows held; answers at least one event a row. */
  save(context: ChangeContext, plans: readonly { id: number; plan: Plan }[]): Promise<readonly Event[]>
}

/** A list whose rows can be changed many at once. */
export type BulkList<List, Change> = {
  readonly name: string
  /** Of looking at the list. */
  readonly permission: string
  readonly change: z.ZodType<Change>
  /** Rows in the caller's sight that the input holds; without one, all in sight. */
  chosen(context: ChangeContext, list: List | undefined): Chosen
  /** Those of these rows that are in the caller's sight. */
  see(context: ChangeContext, ids: readonly number[]): Promise<Seen[]>
  /** Holds rows until the transaction ends, in one order for everybody. */
  hold(context: ChangeContext, ids: readonly number[]): Promise<unknown>
  verb(change: Change): BulkVerb
}

/** A verb with the type of its plans kept inside. */
export const bulkVerb = <Plan>(verb: BulkVerb<Plan>): BulkVerb => verb as BulkVerb

/** The same caller, seeing as far as this permission reaches. */
export const under = <C extends Caller>(context: C, permission: string): C => ({
  ...context,
  permission,
  scope: scopeUnder(context, permission),
})

export type Outcome = Seen & ({ verdict: Verdict<unknown> } | Because)

const gone: Because = { because: 'bulk.gone', facts: {} }
const outOfReach: Because = { because: 'bulk.out-of-reach', facts: {} }
const changed: Because = { because: 'bulk.changed-meanwhile', facts: {} }

/** What becomes of rows: gone, out of reach or changed since they were chosen, else what the verb says. */
export async function outcomesOf<List, Change>(
  context: ChangeContext,
  list: BulkList<List, Change>,
  verb: BulkVerb,
  rows: readonly { id: number; version: number }[],
): Promise<Outcome[]> {
  const ids = rows.map(({ id }) => id)
  const within = under(context, verb.permission)
  const seen = new Map((await list.see(under(context, list.permission), ids)).map((s) => [s.id, s]))
  const reached = new Set((await list.see(within, ids)).map(({ id }) => id))
  const standing = rows.map(({ id, version }): { row: Seen; stays?: Because } => {
    const row = seen.get(id)
    if (!row) return { row: { id, label: `#${id}`, version }, stays: gone }
    if (!reached.has(id)) return { row, stays: outOfReach }
    return row.version === version ? { row } : { row, stays: changed }
  })
  const open = standing.flatMap(({ row, stays }) => (stays ? [] : [row.id]))
  const verdicts = new Map((open.length > 0 ? await verb.judge(within, open) : []).map((v) => [v.id, v]))
  return standing.map(({ row, stays }): Outcome => {
    const verdict = verdicts.get(row.id)
    if (stays || !verdict) return { ...row, ...(stays ?? gone) }
    return 'because' in verdict ? { ...row, because: verdict.because, facts: verdict.facts } : { ...row, verdict }
  })
}

/** What a verb for one row throws, as the reason why this row stays; anything else is thrown on. */
export function becauseOf(error: unknown): Because {
  if (!(error instanceof Problem)) throw error
  const [issue] = error.issues
  return issue ? { because: `issue.${issue.reason}`, facts: issue.facts ?? {} } : { because: `problem.${error.rule}`, facts: error.facts }
}
