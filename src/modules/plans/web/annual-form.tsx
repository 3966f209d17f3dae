import { useMemo } from 'react'
import { z } from 'zod'
import { useChange, useRead } from '../../../platform/web/reads.ts'
import { Field } from '../../../ui/form/field.tsx'
import { Form } from '../../../ui/form/form.tsx'
import { useNow } from '../../../ui/now.tsx'
import { useSay } from '../../../ui/say.tsx'
import { useToast } from '../../../ui/toast.tsx'
import { listUnits } from '../../organisation/contract.ts'
import { changeAnnual, createAnnual } from '../contract/annual.ts'
import { ActionsField, typedActions, writtenActions } from './actions-field.tsx'
import { affected } from './affected.ts'
import type { Annual } from './annual-words.tsx'
import { CustomersPicker } from './customers-picker.tsx'

/** As it is typed: goals a line each. */
const typed = z.strictObject({ goals: z.string().max(6000).default(''), keyCustomers: z.array(z.int()).default([]), actions: typedActions })
const typedNew = typed.extend({ year: z.int().min(2000).max(2200), unitId: z.int().nullable() })

const linesOf = (text: string | undefined): string[] =>
  (text ?? '')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')

type NewProps = { onCancel: () => void; onDone: (id: number) => void }

/** The plan of a year begins as a draft; next year's unless another is chosen. */
export function NewAnnual({ onCancel, onDone }: NewProps) {
  const say = useSay()
  const toast = useToast()
  const { today } = useNow()
  const units = useRead(listUnits, {}, { staleSeconds: 300 }).data?.units
  const create = useChange(createAnnual, {
    rooms: affected,
    onDone: ({ id }) => {
      toast({ text: say('annual.created') })
      onDone(id)
    },
  })
  const values = useMemo(() => {
    const blank = { what: '', personId: null, due: null }
    return { year: Number(today.slice(0, 4)) + 1, unitId: null, goals: '', keyCustomers: [], actions: [blank] }
  }, [today])
  const send = ({ year, unitId, goals, keyCustomers, actions }: z.input<typeof typedNew>) =>
    create.send({ year, unitId, goals: linesOf(goals), keyCustomers: keyCustomers ?? [], actions: writtenActions(actions) })
  return (
    <Form
      schema={typedNew}
      values={values}
      words="annual.field"
      onSubmit={send}
      problem={create.problem}
      busy={create.busy}
      onCancel={onCancel}
      draft="plans.annual.new"
    >
      <div className="plans-pair">
        <Field name="year" />
        <Field
          name="unitId"
          placeholder={say('annual.company')}
          options={(units ?? []).map(({ id, name }) => ({ value: id, label: name }))}
        />
      </div>
      <AnnualFields named={[]} />
    </Form>
  )
}

/** A draft is changed whole. */
export function ChangeAnnual({ plan, close }: { plan: Annual; close: () => void }) {
  const say = useSay()
  const toast = useToast()
  const change = useChange(changeAnnual, {
    rooms: affected,
    onDone: () => {
      toast({ text: say('annual.changed') })
      close()
    },
  })
  const values = useMemo(
    () => ({
      goals: plan.goals.join('\n'),
      keyCustomers: plan.keyCustomers.map(({ id }) => id),
      actions: plan.actions.map(({ what, personId, due }) => ({ what, personId, due })),
    }),
    [plan],
  )
  const send = ({ goals, keyCustomers, actions }: z.input<typeof typed>) =>
    change.send({
      id: plan.id,
      version: plan.version,
      goals: linesOf(goals),
      keyCustomers: keyCustomers ?? [],
      actions: writtenActions(actions),
    })
  return (
    <Form schema={typed} values={values} words="annual.field" onSubmit={send} problem={change.problem} busy={change.busy} onCancel={close}>
      <AnnualFields named={plan.keyCustomers} />
    </Form>
  )
}

function AnnualFields({ named }: { named: Annual['keyCustomers'] }) {
  const say = useSay()
  return (
    <>
      <Field name="goals" kind="long-text" rows={4} hint={say('annual.goals-hint')} />
      <Field name="keyCustomers">{(input) => <CustomersPicker input={input} named={named} />}</Field>
      <Field name="actions" hint={say('plans.actions-later')}>
        {(input) => <ActionsField input={input} everybody />}
      </Field>
    </>
  )
}
