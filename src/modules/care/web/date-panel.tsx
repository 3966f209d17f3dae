import { useMemo } from 'react'
import { z } from 'zod'
import { useChange } from '../../../platform/web/reads.ts'
import { Danger } from '../../../ui/danger.tsx'
import { shortDay } from '../../../ui/days.ts'
import { Field } from '../../../ui/form/field.tsx'
import { Form } from '../../../ui/form/form.tsx'
import { useForm } from '../../../ui/form/form-state.ts'
import { useNow } from '../../../ui/now.tsx'
import { Problem } from '../../../ui/problem.tsx'
import { useSay } from '../../../ui/say.tsx'
import { useToast } from '../../../ui/toast.tsx'
import { changeCustomerDate, createCustomerDate, customerDateFields, dateKinds, deleteCustomerDate } from '../contract/dates.ts'
import { affected } from './affected.ts'
import type { CompanyDate } from './date-words.ts'
import { MonthDay } from './month-day.tsx'
import './dates.css'

// What must be there is asked for in both forms, though the endpoints know what is usual.
const toNote = customerDateFields.extend({ customerId: z.int() })
const toChange = customerDateFields.extend({ id: z.int(), version: z.int() })

/** A day that matters to a customer: to note, to change, to take away. */
export function DatePanel({ customerId, date, close }: { customerId: number; date?: CompanyDate; close: () => void }) {
  return date ? <EditDate date={date} close={close} /> : <NewDate customerId={customerId} close={close} />
}

/** Says when it comes next, which for a lunar day nobody has in their head. */
function useNoted(close: () => void) {
  const say = useSay()
  const toast = useToast()
  const { today } = useNow()
  return ({ title, nextOn }: CompanyDate) => {
    toast({ text: nextOn ? say('dates.added', { title, day: shortDay(nextOn, today) }) : say('dates.added-over', { title }) })
    close()
  }
}

function NewDate({ customerId, close }: { customerId: number; close: () => void }) {
  const create = useChange(createCustomerDate, { rooms: affected, onDone: useNoted(close) })
  const values = useMemo(
    () => ({
      customerId,
      kind: 'FOUNDING' as const,
      calendar: 'SOLAR' as const,
      leap: false,
      year: null,
      recurring: true,
      surprise: false,
    }),
    [customerId],
  )
  return (
    <Form
      schema={toNote}
      values={values}
      words="dates.field"
      onSubmit={(typed) => create.send(sound(typed))}
      problem={create.problem}
      busy={create.busy}
      onCancel={close}
      draft={`dates.new.${customerId}`}
    >
      <DateFields />
    </Form>
  )
}

/** Only lunar months leap. */
const sound = <T extends { calendar: 'SOLAR' | 'LUNAR'; leap: boolean }>(typed: T): T => ({
  ...typed,
  leap: typed.calendar === 'LUNAR' && typed.leap,
})

function EditDate({ date, close }: { date: CompanyDate; close: () => void }) {
  const say = useSay()
  const toast = useToast()
  const change = useChange(changeCustomerDate, { rooms: affected, onDone: useNoted(close) })
  const remove = useChange(deleteCustomerDate, {
    rooms: affected,
    onDone: () => {
      toast({ text: say('dates.deleted', { title: date.title }) })
      close()
    },
  })
  const values = useMemo(() => {
    const { id, version, kind, title, calendar, monthDay, leap, year, recurring, surprise } = date
    return { id, version, kind, title, calendar, monthDay, leap, year, recurring, surprise }
  }, [date])
  return (
    <div className="care-dates-panel">
      <Form
        schema={toChange}
        values={values}
        words="dates.field"
        onSubmit={(typed) => change.send(sound(typed))}
        problem={change.problem}
        busy={change.busy}
        onCancel={close}
      >
        <DateFields />
      </Form>
      <Problem problem={remove.problem} />
      <Danger
        says={say('dates.delete-says')}
        action={say('dates.delete')}
        busy={remove.busy}
        onDo={() => void remove.send({ id: date.id, version: date.version })}
      />
    </div>
  )
}

function DateFields() {
  const say = useSay()
  const { values } = useForm()
  const lunar = values.calendar === 'LUNAR'
  return (
    <>
      <Field name="kind" options={dateKinds.map((value) => ({ value, label: say(`date-kind.${value}`) }))} />
      <Field name="title" placeholder={say('dates.title-hint')} />
      <div className="care-pair">
        <Field name="calendar" />
        <Field name="monthDay">{(input) => <MonthDay key={lunar ? 'lunar' : 'solar'} input={input} lunar={lunar} />}</Field>
      </div>
      {lunar && <Field name="leap" hint={say('dates.leap-hint')} />}
      <Field name="recurring" />
      <Field name="year" hint={say('dates.year-hint')} />
      <Field name="surprise" />
    </>
  )
}
