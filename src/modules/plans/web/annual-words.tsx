import type { z } from 'zod'
import { Chip, type Tone } from '../../../ui/chip.tsx'
import { useSay } from '../../../ui/say.tsx'
import type { AnnualState, annualPlan } from '../contract/annual.ts'

export type Annual = z.input<typeof annualPlan>

const tones: Readonly<Record<AnnualState, Tone>> = { DRAFT: 'plain', ASKED: 'info', APPROVED: 'ok' }

/** How far the plan of a year is; late as long as it is not approved after its day. */
export function AnnualStateChip({ plan: { state, dueOn }, today }: { plan: Pick<Annual, 'state' | 'dueOn'>; today: string }) {
  const say = useSay()
  const isLate = state !== 'APPROVED' && dueOn !== null && dueOn < today
  return (
    <>
      <Chip tone={tones[state]}>{say(`annual-state.${state}`)}</Chip> {isLate && <Chip tone="danger">{say('annual.late')}</Chip>}
    </>
  )
}
