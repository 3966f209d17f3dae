import type { z } from 'zod'
import type { Say } from '../../../core/text.ts'
import { Chip, type Tone } from '../../../ui/chip.tsx'
import { useSay } from '../../../ui/say.tsx'
import { TierBadge } from '../../../ui/tier.tsx'
import type { lackingRow, plan, planRow } from '../contract.ts'

export type Row = z.input<typeof planRow>
export type Lacking = z.input<typeof lackingRow>
export type Shown = z.input<typeof plan>

type Ended = Pick<Row, 'state' | 'result'>

const tones: Readonly<Record<string, Tone>> = { REACHED: 'ok', MISSED: 'warn' }

/** How a plan stands: running, given up, or what came of it. */
export function PlanState({ plan: { state, result } }: { plan: Ended }) {
  const say = useSay()
  return result === null ? (
    <Chip>{say(`plan-state.${state}`)}</Chip>
  ) : (
    <Chip tone={tones[result] ?? 'plain'}>{say(`plan-result.${result}`)}</Chip>
  )
}

const tierWords = (tier: string | null, say: Say): string => (tier === null ? say('plans.no-tier') : say(`tier.${tier}`))

/** Where a customer stood at both ends of its plan. */
export function movedWords({ tierBefore, tierAfter }: Pick<Row, 'tierBefore' | 'tierAfter'>, say: Say): string {
  if (tierBefore === tierAfter) return say('plans.stayed', { tier: tierWords(tierBefore, say) })
  return say('plans.moved', { from: tierWords(tierBefore, say), to: tierWords(tierAfter, say) })
}

/** `1/3`: of the tasks that came of a plan those that are done; where none did, how much there is to be done. */
export const progressWords = ({ actions, tasks, done }: Pick<Row, 'actions' | 'tasks' | 'done'>, say: Say): string =>
  tasks > 0 ? `${done}/${tasks}` : say('plans.items', { count: actions })

/** The tier a plan aims at. */
export const Goal = ({ goal }: { goal: string | null }) =>
  goal === null ? <span className="k-t3">—</span> : <TierBadge tier={{ code: goal }} />
