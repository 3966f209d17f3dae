import type { Say } from '../../../core/text.ts'
import { useChange } from '../../../platform/web/reads.ts'
import { useMay, useSession } from '../../../platform/web/session.ts'
import { Button } from '../../../ui/button.tsx'
import { Problem } from '../../../ui/problem.tsx'
import { useSay } from '../../../ui/say.tsx'
import { useToast } from '../../../ui/toast.tsx'
import { When } from '../../../ui/when.tsx'
import { withdrawApproval } from '../../approvals/contract.ts'
import { affected } from './affected.ts'
import type { TaskShown } from './task-words.ts'

type Asked = NonNullable<TaskShown['waiveAsked']>

/** Whose decision it is: a person, the holder of a post near a unit, or whoever may waive. */
export function deciderOf({ person, post, unit }: Pick<Asked, 'person' | 'post' | 'unit'>, say: Say): string {
  if (person !== null) return person
  if (post === null) return say('tasks.decider-any')
  return unit === null ? post : say('tasks.decider-post', { unit, post })
}

/** That a release was asked for: by whom, since when, why, and who decides; whoever asked can take it back. */
export function WaiveAsked({ asked }: { asked: Asked }) {
  const say = useSay()
  const toast = useToast()
  const me = useSession().data?.person?.id
  const mayWithdraw = useMay()('approvals.own') && asked.byId !== null && asked.byId === me
  const withdraw = useChange(withdrawApproval, {
    rooms: ['tasks', ...affected],
    onDone: () => toast({ text: say('tasks.waive-withdrawn') }),
  })
  return (
    <div className="k-warning tasks-asked">
      <p>
        <When at={asked.at} /> {say('tasks.waive-asked-by', { name: asked.by, reason: asked.reason })}
      </p>
      <p className="k-row">
        <span className="k-grow">{say('tasks.waive-waits', { who: deciderOf(asked, say) })}</span>
        {mayWithdraw && (
          <Button small busy={withdraw.busy} onClick={() => void withdraw.send({ id: asked.approvalId, version: asked.version })}>
            {say('tasks.waive-withdraw')}
          </Button>
        )}
      </p>
      <Problem problem={withdraw.problem} />
    </div>
  )
}
