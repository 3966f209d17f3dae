import { useState } from 'react'
import { useChange, useRead } from '../../../platform/web/reads.ts'
import { useMay, useSession } from '../../../platform/web/session.ts'
import { Button } from '../../../ui/button.tsx'
import { SidePanel } from '../../../ui/dialog.tsx'
import { Facts } from '../../../ui/facts.tsx'
import { Link } from '../../../ui/link.tsx'
import { useNow } from '../../../ui/now.tsx'
import { Section } from '../../../ui/page.tsx'
import { Problem } from '../../../ui/problem.tsx'
import { useSay } from '../../../ui/say.tsx'
import { Skeleton } from '../../../ui/skeleton.tsx'
import { useToast } from '../../../ui/toast.tsx'
import { DayText, When } from '../../../ui/when.tsx'
import { withdrawApproval } from '../../approvals/contract.ts'
import { askAnnual, readAnnual } from '../contract/annual.ts'
import { ActionsShown } from './actions-shown.tsx'
import { affected } from './affected.ts'
import { ChangeAnnual, NewAnnual } from './annual-form.tsx'
import { type Annual, AnnualStateChip } from './annual-words.tsx'
import { annualWords } from './asked-words.ts'
import type { OpenAnnual } from './use-open-annual.ts'
import './plans.css'

const width = 640

/** The plan of a year beside the list, or one being begun. */
export function AnnualPanel({ open }: { open: OpenAnnual }) {
  const say = useSay()
  const { opened, close } = open
  const id = typeof opened === 'number' ? opened : undefined
  const { data, problem, again } = useRead(readAnnual, { id: id ?? 1 }, { when: id !== undefined })
  const plan = data?.id === id ? data : undefined
  const title = opened === 'new' ? say('annual.new') : plan ? annualWords(plan.year, plan.unitName, say) : say('annual.title')
  return (
    <SidePanel open={opened !== undefined} title={title} onClose={close} width={width}>
      {opened === 'new' && <NewAnnual onCancel={close} onDone={open.open} />}
      {id !== undefined && problem && <Problem problem={problem} again={again} />}
      {id !== undefined && !plan && !problem && <Skeleton rows={8} />}
      {plan && <Content key={plan.id} plan={plan} />}
    </SidePanel>
  )
}

function Content({ plan }: { plan: Annual }) {
  const say = useSay()
  const { today } = useNow()
  const [changing, setChanging] = useState(false)
  if (changing) return <ChangeAnnual plan={plan} close={() => setChanging(false)} />
  return (
    <div className="plans-panel">
      <div className="k-row">
        <AnnualStateChip plan={plan} today={today} />
      </div>
      {plan.state === 'DRAFT' && plan.note !== '' && <p className="k-warning">{say('annual.sent-back', { note: plan.note })}</p>}
      {plan.asked && <Asked asked={plan.asked} />}
      {plan.state === 'DRAFT' && <Verbs plan={plan} onChange={() => setChanging(true)} />}
      <Facts facts={factsOf(plan, say)} />
      <Section title={say('annual.goals')}>
        {plan.goals.length === 0 && <p className="k-t3">{say('annual.no-goals')}</p>}
        <ol className="plans-goals">
          {plan.goals.map((goal) => (
            <li key={goal}>{goal}</li>
          ))}
        </ol>
      </Section>
      <KeyCustomers plan={plan} />
      <ActionsShown actions={plan.actions} />
    </div>
  )
}

const factsOf = ({ dueOn, approvedOn, approvedBy, createdBy, state }: Annual, say: ReturnType<typeof useSay>) => [
  ...(dueOn === null || state === 'APPROVED'
    ? []
    : [{ key: 'due', label: say('annual.fact.due'), value: <DayText day={dueOn} distance /> }]),
  ...(approvedOn === null
    ? []
    : [
        {
          ...{ key: 'approved', label: say('annual.fact.approved') },
          value: (
            <>
              <DayText day={approvedOn} /> {approvedBy}
            </>
          ),
        },
      ]),
  ...(createdBy === null ? [] : [{ key: 'createdBy', label: say('annual.fact.createdBy'), value: createdBy }]),
]

function KeyCustomers({ plan: { keyCustomers, hiddenCustomers } }: { plan: Annual }) {
  const say = useSay()
  const count = keyCustomers.length + hiddenCustomers
  return (
    <Section title={say('annual.key-customers')} more={count > 0 && say('annual.customers-count', { count })}>
      <div className="plans-keys">
        {keyCustomers.map(({ id, name }) => (
          <Link key={id} to={`/customers/${id}`}>
            {name}
          </Link>
        ))}
        {hiddenCustomers > 0 && <span className="k-t3">{say('annual.hidden', { count: hiddenCustomers })}</span>}
        {count === 0 && <span className="k-t3">{say('annual.no-customers')}</span>}
      </div>
    </Section>
  )
}

function Verbs({ plan, onChange }: { plan: Annual; onChange: () => void }) {
  const say = useSay()
  const toast = useToast()
  const ask = useChange(askAnnual, { rooms: affected, onDone: () => toast({ text: say('annual.asked') }) })
  if (!useMay()('plans.annual')) return null
  return (
    <>
      <div className="k-row">
        <Button kind="primary" busy={ask.busy} onClick={() => void ask.send({ id: plan.id, version: plan.version })}>
          {say('annual.ask')}
        </Button>
        <Button onClick={onChange}>{say('plans.change')}</Button>
      </div>
      <Problem problem={ask.problem} />
    </>
  )
}

/** That it waits, for whom; whoever asked can take it back. */
function Asked({ asked }: { asked: NonNullable<Annual['asked']> }) {
  const say = useSay()
  const toast = useToast()
  const me = useSession().data?.person?.id
  const mayWithdraw = useMay()('approvals.own') && asked.byId !== null && asked.byId === me
  const withdraw = useChange(withdrawApproval, { rooms: affected, onDone: () => toast({ text: say('annual.withdrawn') }) })
  const who = asked.post === null ? say('annual.decider-any') : asked.post
  return (
    <div className="k-warning">
      <p>
        <When at={asked.at} /> {say('annual.asked-by', { name: asked.by })}
      </p>
      <p className="k-row">
        <span className="k-grow">{say('annual.waits', { who })}</span>
        {mayWithdraw && (
          <Button small busy={withdraw.busy} onClick={() => void withdraw.send({ id: asked.approvalId, version: asked.version })}>
            {say('annual.withdraw')}
          </Button>
        )}
      </p>
      <Problem problem={withdraw.problem} />
    </div>
  )
}
