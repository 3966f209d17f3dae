import type { z } from 'zod'
import type { Day } from '../../../core/day.ts'
import type { Say } from '../../../core/text.ts'
import type { Asked, AskedWords } from '../../../platform/web/screens.ts'
import { shortDay } from '../../../ui/days.ts'
import type { approval, approvalBoxes, readApproval } from '../contract.ts'

export type Row = z.input<typeof approval>
export type Shown = z.input<typeof readApproval.output>
export type Box = (typeof approvalBoxes)[number]

/** The tabs of the page, as its address names them. */
export const views: readonly { key: string; box: Box }[] = [
  { key: 'to-decide', box: 'TO_DECIDE' },
  { key: 'asked', box: 'ASKED' },
  { key: 'decided', box: 'DECIDED' },
  { key: 'involved', box: 'INVOLVED' },
]

export const boxOf = (view: string | undefined): Box => views.find((v) => v.key === view)?.box ?? 'TO_DECIDE'

const isDay = (value: unknown): value is Day => typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value)

function plainWords(value: unknown, say: Say, today: Day): string | undefined {
  if (isDay(value)) return shortDay(value, today)
  if (typeof value === 'boolean') return say(value ? 'ui.yes' : 'ui.no')
  return typeof value === 'number' || (typeof value === 'string' && value !== '') ? String(value) : undefined
}

/** What is asked in the room's own words; a room that offers none has its plain facts shown as they are. */
export function askedOf({ facts }: Pick<Row, 'facts'>, words: AskedWords | undefined, say: Say, today: Day): Asked {
  if (words) return words(facts, say, today)
  return {
    facts: Object.entries(facts).flatMap(([key, value]) => {
      const said = plainWords(value, say, today)
      return said === undefined ? [] : [{ key, label: say(`approval.fact.${key}`), value: said }]
    }),
  }
}

/** `免除任务：季度回访`. */
export function titleWords(kind: string, { what }: Asked, say: Say): string {
  const asked = say(`approval.kind.${kind}`)
  return what === undefined ? asked : say('approvals.about', { kind: asked, what })
}

/** Whose decision it is: a person, whoever holds a post, or whoever may do something. */
export function deciderWords({ person, post, permission, unit }: Row['decider'], say: Say): string {
  if (person) return person.name
  const where = unit ? say('approvals.of-unit', { unit: unit.name }) : ''
  return where + (post ? post.name : say('approvals.who-may', { what: say(`permission.${permission ?? ''}`) }))
}
