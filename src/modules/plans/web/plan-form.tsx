import { Segmented } from 'antd'
import { useMemo, useState } from 'react'
import type { z } from 'zod'
import type { Say } from '../../../core/text.ts'
import { useChange, useRead } from '../../../platform/web/reads.ts'
import { Field } from '../../../ui/form/field.tsx'
import { Form } from '../../../ui/form/form.tsx'
import { Problem } from '../../../ui/problem.tsx'
import { useSay } from '../../../ui/say.tsx'
import { Skeleton } from '../../../ui/skeleton.tsx'
import { TierBadge } from '../../../ui/tier.tsx'
import { useToast } from '../../../ui/toast.tsx'
import { changePlan, createPlan, type PlanKind, planTemplate } from '../contract.ts'
import { ActionsField, typedActions, writtenActions } from './actions-field.tsx'
import { affected } from './affected.ts'
import type { Shown } from './plan-words.tsx'
import './plans.css'

const typedNew = createPlan.input.extend({ actions: typedActions })
const typedChange = changePlan.input.extend({ actions: typedActions })

type NewProps = { kind: PlanKind; customerId: number; close: () => void }

/** A plan for a customer, drafted from a strategy of its tier. */
export function NewPlan(p: NewProps) {
  const { data, problem, again } = useRead(planTemplate, { customerId: p.customerId, kind: p.kind })
  if (problem) return <Problem problem={problem} again={again} />
  return data ? <Drafted {...p} template={data} /> : <Skeleton rows={6} />
}

type Template = z.input<typeof planTemplate.output>

function Drafted({ template, ...p }: NewProps & { template: Template }) {
  const say = useSay()
  const [chosen, setChosen] = useState(0)
  const { strategies } = template
  const strategy = strategies[chosen]
  return (
    <>
      {strategies.length > 1 && (
        <Segmented
          value={chosen}
          aria-label={say('plans.strategy')}
          options={strategies.map(({ title }, value) => ({ value, label: title }))}
          onChange={setChosen}
        />
      )}
      <div className="k-row">
        <span className="k-who k-cut">{template.customerName}</span>
        <TierBadge tier={template.tier === null ? null : { code: template.tier }} />
      </div>
      <p className="k-t2">{strategy ? say('plans.from-strategy', { title: strategy.title }) : say('plans.no-strategy')}</p>
      <NewForm key={chosen} {...p} template={template} strategy={strategy} />
    </>
  )
}

function NewForm({
  kind,
  customerId,
  close,
  template,
  strategy,
}: NewProps & { template: Template; strategy: Template['strategies'][number] | undefined }) {
  const say = useSay()
  const toast = useToast()
  const create = useChange(createPlan, {
    rooms: affected,
    onDone: ({ actions }) => {
      const count = actions.filter(({ taskId }) => taskId !== null).length
      toast({ text: count > 0 ? say('plans.created', { count }) : say('plans.created-none') })
      close()
    },
  })
  const values = useMemo(() => {
    const { goal, from, until } = template
    const actions = (strategy?.actions ?? []).map((what) => ({ what, personId: null, due: null }))
    return { kind, customerId, title: strategy?.title ?? '', goal, from, until, measures: '', actions }
  }, [kind, customerId, template, strategy])
  return (
    <Form
      schema={typedNew}
      values={values}
      words="plans.field"
      onSubmit={({ actions, ...sent }) => create.send({ ...sent, actions: writtenActions(actions) })}
      problem={create.problem}
      busy={create.busy}
      onCancel={close}
      draft={`plans.new.${kind}.${customerId}`}
    >
      <PlanFields kind={kind} tiers={template.tiers} />
    </Form>
  )
}

/** What may be changed of a plan that runs. */
export function ChangePlan({ plan, close }: { plan: Shown; close: () => void }) {
  const say = useSay()
  const toast = useToast()
  const template = useRead(planTemplate, { customerId: plan.customerId, kind: plan.kind }).data
  const change = useChange(changePlan, {
    rooms: affected,
    onDone: () => {
      toast({ text: say('plans.changed') })
      close()
    },
  })
  const values = useMemo(() => {
    const { id, version, title, goal, until, measures } = plan
    return { id, version, title, goal, until, measures, actions: plan.actions.map(({ what, personId, due }) => ({ what, personId, due })) }
  }, [plan])
  return (
    <Form
      schema={typedChange}
      values={values}
      words="plans.field"
      onSubmit={({ actions, measures = '', ...sent }) => change.send({ ...sent, measures, actions: writtenActions(actions) })}
      problem={change.problem}
      busy={change.busy}
      onCancel={close}
    >
      <PlanFields kind={plan.kind} tiers={withGoal(template?.tiers ?? [], plan.goal, say)} />
    </Form>
  )
}

/** The goal stands among the choices, though the customer may have come past it. */
const withGoal = (tiers: Template['tiers'], goal: string | null, say: Say): Template['tiers'] =>
  goal === null || tiers.some(({ code }) => code === goal) ? tiers : [...tiers, { code: goal, name: say(`tier.${goal}`) }]

function PlanFields({ kind, tiers }: { kind: PlanKind; tiers: Template['tiers'] }) {
  const say = useSay()
  return (
    <>
      <Field name="title" />
      <div className="plans-pair">
        <Field
          name="goal"
          options={tiers.map(({ code, name }) => ({ value: code, label: name }))}
          hint={kind === 'PERSONAL' ? say('plans.goal-hint') : undefined}
        />
        <Field name="until" />
      </div>
      <Field name="measures" kind="long-text" rows={2} placeholder={say('plans.measures-hint')} />
      <Field name="actions" hint={say('plans.actions-hint')}>
        {(input) => <ActionsField input={input} />}
      </Field>
    </>
  )
}
