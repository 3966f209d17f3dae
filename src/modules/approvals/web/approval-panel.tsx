import { type ReactNode, useEffect, useState } from 'react'
import { useChange, useRead } from '../../../platform/web/reads.ts'
import { useAskedWords } from '../../../platform/web/screens.ts'
import { Button } from '../../../ui/button.tsx'
import { SidePanel } from '../../../ui/dialog.tsx'
import { type Fact, Facts } from '../../../ui/facts.tsx'
import { Link } from '../../../ui/link.tsx'
import { useNow } from '../../../ui/now.tsx'
import { Problem } from '../../../ui/problem.tsx'
import { useSay } from '../../../ui/say.tsx'
import { Skeleton } from '../../../ui/skeleton.tsx'
import { useToast } from '../../../ui/toast.tsx'
import { When } from '../../../ui/when.tsx'
import { readApproval, withdrawApproval } from '../contract.ts'
import { affected } from './affected.ts'
import { askedOf, deciderWords, type Shown } from './asked-words.ts'
import { Decide } from './decide.tsx'
import { HandOn } from './hand-on.tsx'
import { StateChip } from './state-chip.tsx'
import type { OpenApproval } from './use-open-approval.ts'
import { useTitle } from './use-title.ts'
import './approvals.css'

/** The request the address names, beside the list: what is asked and why, and what one may do with it. */
export function ApprovalPanel({ opened }: { opened: OpenApproval }) {
  const say = useSay()
  const title = useTitle()
  const [leaving, setLeaving] = useState<number | undefined>(undefined)
  const { data, problem, again } = useRead(readApproval, { id: opened.id ?? 0 }, { when: opened.id !== undefined && opened.id !== leaving })
  useEffect(() => {
    if (opened.id === undefined) setLeaving(undefined)
  }, [opened.id])
  const asked = data?.id === opened.id ? data : undefined
  return (
    <SidePanel open={opened.id !== undefined} title={asked ? title(asked) : say('approvals.title')} onClose={opened.close}>
      {problem && <Problem problem={problem} again={again} />}
      {!asked && !problem && <Skeleton rows={6} />}
      {asked && <Content key={asked.id} asked={asked} close={opened.close} onLeaving={(is) => setLeaving(is ? asked.id : undefined)} />}
    </SidePanel>
  )
}

/** `onLeaving`: it is being handed on, after which there is nothing here to ask for any more. */
type ContentProps = { asked: Shown; close: () => void; onLeaving: (is: boolean) => void }

function Content({ asked, close, onLeaving }: ContentProps) {
  const [handing, setHanding] = useState(false)
  const { decide, withdraw } = asked.may
  return (
    <div className="approvals-panel">
      <Whose asked={asked} />
      <About asked={asked} />
      {decide && !handing && <Decide asked={asked} onHandOn={() => setHanding(true)} onDone={close} />}
      {decide && handing && <HandOn asked={asked} onCancel={() => setHanding(false)} onLeaving={onLeaving} onDone={close} />}
      {withdraw && <Withdraw asked={asked} onDone={close} />}
    </div>
  )
}

function Whose({ asked }: { asked: Shown }) {
  const { customer } = asked
  const name = asked.may.look ? (
    <Link to={`/customers/${customer?.id}`} className="k-who k-cut">
      {customer?.name}
    </Link>
  ) : (
    <span className="k-b k-cut">{customer?.name}</span>
  )
  return (
    <div className="k-row">
      {customer && name}
      <span className="k-grow" />
      <StateChip state={asked.state} />
    </div>
  )
}

function About({ asked }: { asked: Shown }) {
  const say = useSay()
  const { today } = useNow()
  const inSight = asked.customer === null || asked.may.look
  const { facts, to } = askedOf(asked, useAskedWords()(asked.kind), say, today)
  return (
    <>
      <Facts facts={useCircumstances(asked)} />
      {facts.length > 0 && (
        <Facts title={say('approvals.facts')} more={inSight && to && <Link to={to}>{say('approvals.look')}</Link>} facts={[...facts]} />
      )}
    </>
  )
}

/** Who asked when and why, whose decision it is, and what was decided. */
function useCircumstances(asked: Shown): Fact[] {
  const say = useSay()
  const told: readonly (readonly [key: string, value: ReactNode])[] = [
    [
      'askedBy',
      <>
        {asked.askedByName || say('approvals.by-system')} <When at={asked.askedAt} />
      </>,
    ],
    ['reason', asked.reason || <span className="k-t3">{say('approvals.no-reason')}</span>],
    ['decider', asked.state === 'ASKED' && deciderWords(asked.decider, say)],
    [
      'decided',
      asked.decidedAt && (
        <>
          {asked.decidedByName} <When at={asked.decidedAt} />
        </>
      ),
    ],
    [asked.state === 'ASKED' ? 'handed-on' : 'note', asked.note],
  ]
  return told.flatMap(([key, value]) => (value ? [{ key, label: say(`approvals.fact.${key}`), value }] : []))
}

function Withdraw({ asked, onDone }: { asked: Shown; onDone: () => void }) {
  const say = useSay()
  const toast = useToast()
  const withdraw = useChange(withdrawApproval, {
    rooms: affected,
    onDone: () => {
      toast({ text: say('approvals.withdrawn') })
      onDone()
    },
  })
  return (
    <>
      <Problem problem={withdraw.problem} />
      <div className="k-row">
        <Button busy={withdraw.busy} onClick={() => void withdraw.send({ id: asked.id, version: asked.version })}>
          {say('approvals.withdraw')}
        </Button>
      </div>
    </>
  )
}
