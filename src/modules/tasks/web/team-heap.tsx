import { UpOutlined } from '@ant-design/icons'
import type { z } from 'zod'
import { useRead } from '../../../platform/web/reads.ts'
import { Button } from '../../../ui/button.tsx'
import { Problem } from '../../../ui/problem.tsx'
import { useSay } from '../../../ui/say.tsx'
import { Skeleton } from '../../../ui/skeleton.tsx'
import { teamTasks } from '../contract/team.ts'
import type { useGiving } from './team-give.tsx'
import { type Given, TeamTasks } from './team-tasks.tsx'
import type { OpenTask } from './use-open-task.ts'

type HeapProps = {
  asked: z.input<typeof teamTasks.input>
  label: string
  opened: OpenTask
  giving: ReturnType<typeof useGiving>
  onDrag?: (tasks: Given | undefined) => void
  onClose?: () => void
}

/** The tasks behind a figure, to be looked at and handed on. */
export function HeapTasks({ asked, label, opened, giving, onDrag, onClose }: HeapProps) {
  const say = useSay()
  const { data, problem, again } = useRead(teamTasks, asked)
  return (
    <>
      <Problem problem={problem} again={again} />
      {!data && !problem && <Skeleton rows={3} />}
      {data?.rows.length === 0 && <p className="k-t3">{say('team.empty-heap')}</p>}
      {data && data.rows.length > 0 && (
        <TeamTasks tasks={data.rows} label={label} opened={opened} onGive={giving.ask} {...(onDrag ? { onDrag } : {})} />
      )}
      {data?.more && <p className="k-aux k-t3">{say('team.more', { count: data.rows.length })}</p>}
      {onClose && (
        <Button small kind="text" icon={<UpOutlined />} onClick={onClose}>
          {say('team.close')}
        </Button>
      )}
    </>
  )
}
