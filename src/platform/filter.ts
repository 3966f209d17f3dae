import type { Day } from '../core/day.ts'
import { type Condition, type FilterFields, leavesOf } from '../core/filter.ts'
import { resolved } from '../core/filter-match.ts'
import { inZone } from '../core/instant.ts'
import { invalidField } from '../core/problem.ts'
import { type Caller, may, scopeUnder } from './action.ts'
import type { Scope } from './scope.ts'

declare const settled: unique symbol

/** A condition the caller may ask, with days and persons in place of `today-90` and `me`. Branded: only `settle` makes one. */
export type Settled = {
  readonly condition: Condition
  readonly today: Day
  readonly personId: number | null
  /** What the caller sees with the permission a field asks for besides the list's own. */
  readonly sight: (permission: string) => Scope
  readonly [settled]: true
}

/** Binds a condition to whoever asks it. Refuses fields they see masked or not at all: a filter must not tell what a list hides. */
export function settle(
  fields: FilterFields,
  condition: Condition | undefined,
  caller: Pick<Caller, 'actor' | 'scope' | 'reach' | 'now'>,
): Settled | undefined {
  if (condition === undefined) return undefined
  for (const { leaf, path } of leavesOf(condition)) {
    const declared = fields[leaf.field]
    const isHidden = declared?.permission !== undefined && !may(caller.actor, declared.permission)
    if (isHidden || (declared?.masked && caller.scope.masked))
      throw invalidField(['where', ...path].join('.'), 'filter-hidden', { field: leaf.field })
  }
  const { personId } = caller.actor
  const { day: today } = inZone(caller.now, 'Asia/Shanghai')
  const bound = { condition: resolved(fields, condition, { today, personId }), today, personId }
  return { ...bound, sight: (permission: string) => scopeUnder(caller, permission) } as unknown as Settled
}
