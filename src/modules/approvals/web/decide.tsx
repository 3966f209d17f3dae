import { ExclamationCircleFilled } from '@ant-design/icons'
import { Input } from 'antd'
import { useId, useState } from 'react'
import { useChange } from '../../../platform/web/reads.ts'
import { Button } from '../../../ui/button.tsx'
import { Problem } from '../../../ui/problem.tsx'
import { useSay } from '../../../ui/say.tsx'
import { useToast } from '../../../ui/toast.tsx'
import { decideApproval } from '../contract.ts'
import { refusalSaysWhy } from '../policy.ts'
import { affected } from './affected.ts'
import type { Shown } from './asked-words.ts'
import { useTitle } from './use-title.ts'
import '../../../ui/css/form.css'

type DecideProps = { asked: Shown; onHandOn: () => void; onDone: () => void }

/** An opinion, and one of three: yes, no with a reason, or somebody else's decision. */
export function Decide({ asked, onHandOn, onDone }: DecideProps) {
  const say = useSay()
  const toast = useToast()
  const what = useTitle()(asked)
  const id = useId()
  const [note, setNote] = useState('')
  const [lacksWhy, setLacksWhy] = useState(false)
  const decide = useChange(decideApproval, {
    rooms: affected,
    onDone: ({ state }) => {
      toast({ text: say(state === 'APPROVED' ? 'approvals.approved' : 'approvals.refused', { what }) })
      onDone()
    },
  })
  const send = (approved: boolean) => {
    const said = note.trim()
    if (refusalSaysWhy(approved, said)) void decide.send({ id: asked.id, version: asked.version, approved, note: said })
    else setLacksWhy(true)
  }
  const type = (text: string) => {
    setNote(text)
    setLacksWhy(false)
  }
  return (
    <div className="k-form">
      <Problem problem={decide.problem} />
      <div className="k-fld">
        <label htmlFor={id}>{say('approvals.opinion')}</label>
        <Input.TextArea
          id={id}
          className="k-long"
          rows={2}
          maxLength={500}
          value={note}
          aria-invalid={lacksWhy}
          aria-describedby={`${id}-note`}
          {...(lacksWhy ? { status: 'error' as const } : {})}
          onChange={(e) => type(e.target.value)}
        />
        <p id={`${id}-note`} className={lacksWhy ? 'k-fld-error' : 'k-fld-hint'} {...(lacksWhy ? { role: 'alert' } : {})}>
          {lacksWhy && <ExclamationCircleFilled />} {say(lacksWhy ? 'approvals.refuse-why' : 'approvals.opinion-hint')}
        </p>
      </div>
      <div className="k-row approvals-verbs">
        <Button kind="primary" busy={decide.busy} onClick={() => send(true)}>
          {say('approvals.approve')}
        </Button>
        <Button busy={decide.busy} onClick={() => send(false)}>
          {say('approvals.refuse')}
        </Button>
        <Button kind="text" onClick={onHandOn}>
          {say('approvals.hand-on')}
        </Button>
      </div>
    </div>
  )
}
