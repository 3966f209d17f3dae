import { Chip, type Tone } from '../../../ui/chip.tsx'
import { useSay } from '../../../ui/say.tsx'
import type { ApprovalState } from '../contract.ts'

const tones: Readonly<Record<ApprovalState, Tone>> = { ASKED: 'plain', APPROVED: 'ok', REFUSED: 'danger', WITHDRAWN: 'plain' }

export function StateChip({ state }: { state: ApprovalState }) {
  const say = useSay()
  return <Chip tone={tones[state]}>{say(`approval.state.${state}`)}</Chip>
}
