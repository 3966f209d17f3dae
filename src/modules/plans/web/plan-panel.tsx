import { type ReactNode, useMemo, useState } from 'react'
import { useChange, useRead } from '../../../platform/web/reads.ts'
import { useMay } from '../../../platform/web/session.ts'
import { Button } from '../../../ui/button.tsx'
import { SidePanel } from '../../../ui/dialog.tsx'
import { type Fact, Facts } from '../../../ui/facts.tsx'
import { Field } from '../../../ui/form/field.tsx'
import { Form } from '../../../ui/form/form.tsx'
import { Link } from '../../../ui/link.tsx'
import { Problem } from '../../../ui/problem.tsx'
import { useSay } from '../../../ui/say.tsx'
import { Skeleton } from '../../../ui/skeleton.tsx'
import { TierBadge } from '../../../ui/tier.tsx'
import { useToast } from '../../../ui/toast.tsx'
import { DayText } from '../../../ui/when.tsx'
import { readPlan, withdrawPlan } from '../contract.ts'
import { ActionsShown } from './actions-shown.tsx'
import { affected } from './affected.ts'
import { ChangePlan, NewPlan } from './plan-form.tsx'
import { Goal, movedWords, PlanState, type Shown } from './plan-words.tsx'
import type { OpenPlan } from './use-open-plan.ts'
import './plans.css'

const width = 600

/** The plan the address names, beside the list, or a new one being written. */
export function PlanPanel({ open }: { open: OpenPlan }) {
  const say = useSay()
  const { opened, close } = open
  const id = opened && 'id' in opened ? opened.id : undefined
  const { data, problem, again } = useRead(readPlan, { id: id ?? 1 }, { when: id !== undefined })
  const plan = data?.id === id ? data : undefined
  const title = opened && 'kind' in opened ? say(`plans.new.${opened.kind}`) : (plan?.title ?? say('plans.title'))
  return (
    <SidePanel open={opened !== undefined} title={title} onClose={close} width={width}>
      {opened && 'kind' in opened && (
        <div className="plans-panel">
          <NewPlan key={`${opened.kind} ${opened.customerId}`} kind={opened.kind} customerId={opened.customerId} close={close} />
        </div>
      )}
      {id !== undefined && problem && <Problem problem={problem} again={again} />}
      {id !== undefined && !plan && !problem && <Skeleton rows={6} />}
      {plan && <Content key={plan.id} plan={plan} />}
    </SidePanel>
  )
}

type Act = 'look' | 'change' | 'withdraw'

function Content({ plan }: { plan: Shown }) {
  const [act, setAct] = useState<Act>('look')
  const back = () => setAct('look')
  return (
    <div className="plans-panel">
      <div className="k-row">
        <Link to={`/customers/${plan.customerId}?tab=plans`} className="k-who k-cut">
          {plan.customerName}
        </Link>
        <TierBadge tier={plan.tier === null ? null : { code: plan.tier }} />
        <span className="k-grow" />
        <PlanState plan={plan} />
      </div>
      {act === 'change' && <ChangePlan plan={plan} close={back} />}
      {act === 'withdraw' && <Withdraw plan={plan} close={back} />}
      {act === 'look' && (
        <>
          {plan.state === 'ACTIVE' && <Verbs onAct={setAct} />}
          <PlanFacts plan={plan} />
          <ActionsShown actions={plan.actions} />
        </>
      )}
    </div>
  )
}

function Verbs({ onAct }: { onAct: (act: Act) => void }) {
  const say = useSay()
  if (!useMay()('plans.write')) return null
  return (
    <div className="k-row">
      <Button kind="primary" onClick={() => onAct('change')}>
        {say('plans.change')}
      </Button>
      <Button kind="text" onClick={() => onAct('withdraw')}>
        {say('plans.withdraw')}
      </Button>
    </div>
  )
}

const PlanFacts = ({ plan }: { plan: Shown }) => <Facts facts={useFacts(plan)} />

function useFacts(plan: Shown): Fact[] {
  const say = useSay()
  const none = <span className="k-t3">{say('plans.no-goal')}</span>
  const period = (
    <>
      <DayText day={plan.from} /> – <DayText day={plan.until} distance={plan.state === 'ACTIVE'} />
    </>
  )
  const told: readonly { key: string; value: ReactNode }[] = [
    { key: 'goal', value: plan.goal === null ? none : <Goal goal={plan.goal} /> },
    { key: 'period', value: period },
    { key: 'tiers', value: plan.state === 'ENDED' ? movedWords(plan, say) : null },
    { key: 'measures', value: plan.measures },
    { key: 'withdrawn', value: plan.withdrawnReason },
    { key: 'owner', value: plan.ownerName },
    { key: 'createdBy', value: plan.createdBy?.name ?? null },
  ]
  return told.flatMap(({ key, value }) => (value === null || value === '' ? [] : [{ key, label: say(`plans.fact.${key}`), value }]))
}

function Withdraw({ plan, close }: { plan: Shown; close: () => void }) {
  const say = useSay()
  const toast = useToast()
  const withdraw = useChange(withdrawPlan, {
    rooms: affected,
    onDone: () => {
      toast({ text: say('plans.withdrawn') })
      close()
    },
  })
  const values = useMemo(() => ({ id: plan.id, version: plan.version }), [plan])
  return (
    <>
      <p className="k-t2">{say('plans.withdraw-says')}</p>
      <Form
        schema={withdrawPlan.input}
        values={values}
        words="plans.field"
        onSubmit={withdraw.send}
        problem={withdraw.problem}
        busy={withdraw.busy}
        submitLabel={say('plans.withdraw')}
        onCancel={close}
      >
        <Field name="reason" kind="long-text" rows={2} />
      </Form>
    </>
  )
}
