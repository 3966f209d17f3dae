import { PlusOutlined } from '@ant-design/icons'
import { useRead } from '../../../platform/web/reads.ts'
import { useMay } from '../../../platform/web/session.ts'
import { Button } from '../../../ui/button.tsx'
import { Empty } from '../../../ui/empty.tsx'
import { Line, Lines } from '../../../ui/lines.tsx'
import { Section } from '../../../ui/page.tsx'
import { Problem } from '../../../ui/problem.tsx'
import { useSay } from '../../../ui/say.tsx'
import { Skeleton } from '../../../ui/skeleton.tsx'
import { DayText } from '../../../ui/when.tsx'
import { listPlans, planKinds } from '../contract.ts'
import { PlanPanel } from './plan-panel.tsx'
import { Goal, movedWords, PlanState, progressWords, type Row } from './plan-words.tsx'
import { useOpenPlan } from './use-open-plan.ts'
import './plans.css'

/** The plans of a customer: those that run, and what came of those before. */
export function CustomerPlans({ customerId }: { customerId: number }) {
  const say = useSay()
  const mayWrite = useMay()('plans.write')
  const open = useOpenPlan(customerId)
  const { data, problem, again } = useRead(listPlans, { customerId, limit: 100 })
  if (problem) return <Problem problem={problem} again={again} />
  if (!data) return <Skeleton rows={5} rowHeight={44} />
  const active = data.rows.filter(({ state }) => state === 'ACTIVE')
  const over = data.rows.filter(({ state }) => state !== 'ACTIVE')
  const missing = planKinds.filter((kind) => !active.some((plan) => plan.kind === kind))
  const add =
    mayWrite &&
    missing.map((kind) => (
      <span key={kind}>
        <Button small icon={<PlusOutlined />} onClick={() => open.open({ kind, customerId })}>
          {say(`plans.new.${kind}`)}
        </Button>{' '}
      </span>
    ))
  const lines = (plans: readonly Row[], label: string) => (
    <Lines label={label}>
      {plans.map((plan) => (
        <PlanLine key={plan.id} plan={plan} to={open.address({ id: plan.id })} />
      ))}
    </Lines>
  )
  return (
    <div className="plans-of-customer">
      <Section title={say('plans.view.active')} more={add}>
        {active.length > 0 && lines(active, say('plans.view.active'))}
      </Section>
      {active.length === 0 && <Empty title={say('plans.none.customer')} why={say('plans.none-why.customer')} />}
      {over.length > 0 && <Section title={say('plans.view.over')}>{lines(over, say('plans.view.over'))}</Section>}
      <PlanPanel open={open} />
    </div>
  )
}

function PlanLine({ plan, to }: { plan: Row; to: string }) {
  const say = useSay()
  const { kind, title, state, goal, actions, until } = plan
  const about = state === 'ENDED' ? movedWords(plan, say) : actions > 0 ? `${say('plans.column.actions')} ${progressWords(plan, say)}` : ''
  return (
    <Line
      title={title}
      text={[say(`plan-kind.${kind}`), about].filter(Boolean).join(' · ')}
      to={to}
      note={
        <span className="k-row">
          {goal !== null && <Goal goal={goal} />}
          {state === 'ACTIVE' ? <DayText day={until} distance /> : <PlanState plan={plan} />}
        </span>
      }
    />
  )
}
