import type { Say } from '../../../core/text.ts'
import type { JobSeen } from '../../../platform/web/jobs.ts'
import { Chip, type Tone } from '../../../ui/chip.tsx'
import { useSay } from '../../../ui/say.tsx'

/** Who set it going; what the house does by itself carries the name of a task, which is no word for people. */
export const starterOf = (job: Pick<JobSeen, 'by'>, say: Say): string =>
  /^([a-z]+\.[a-z.-]+|sample)$/.test(job.by) ? say('jobs.by-itself') : job.by

const tones: Readonly<Record<JobSeen['state'], Tone>> = {
  WAITING: 'plain',
  RUNNING: 'info',
  DONE: 'ok',
  FAILED: 'danger',
  CANCELLED: 'plain',
}

export function State({ job }: { job: Pick<JobSeen, 'state'> }) {
  const say = useSay()
  return <Chip tone={tones[job.state]}>{say(`job.state.${job.state}`)}</Chip>
}
