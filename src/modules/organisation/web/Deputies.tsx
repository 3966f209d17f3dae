import { PlusOutlined } from '@ant-design/icons'
import { useState } from 'react'
import { useChange, useRead } from '../../../platform/web/reads.ts'
import { Button } from '../../../ui/button.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { Field } from '../../../ui/form/field.tsx'
import { Form } from '../../../ui/form/form.tsx'
import { Line, Lines } from '../../../ui/lines.tsx'
import { useNow } from '../../../ui/now.tsx'
import { Section } from '../../../ui/page.tsx'
import { Problem } from '../../../ui/problem.tsx'
import { useSay } from '../../../ui/say.tsx'
import { DayText } from '../../../ui/when.tsx'
import { createDeputy, deleteDeputy, listDeputies, peopleOptions } from '../contract.ts'

/** Who stands in for whom: one person's own, or the whole company's. */
export function Deputies({ personId }: { personId?: number }) {
  const say = useSay()
  const [adding, setAdding] = useState(false)
  const { data, problem, again } = useRead(listDeputies, personId === undefined ? {} : { personId })
  const end = useChange(deleteDeputy)
  const title = say(personId === undefined ? 'deputies.all' : 'deputies.own')
  const add = (
    <Button kind="link" small icon={<PlusOutlined />} onClick={() => setAdding(true)}>
      {say('deputies.add')}
    </Button>
  )
  return (
    <Section title={title} more={add}>
      <Problem problem={problem ?? end.problem} again={again} />
      {data?.deputies.length === 0 && <p className="k-t3">{say('deputies.none')}</p>}
      {data && data.deputies.length > 0 && (
        <Lines label={title}>
          {data.deputies.map((d) => (
            <Line
              key={d.id}
              title={personId === undefined ? say('deputies.pair', { person: d.personName, deputy: d.deputyName }) : d.deputyName}
              text={
                <>
                  <DayText day={d.fromOn} /> – <DayText day={d.untilOn} />
                </>
              }
              actions={
                <Button kind="text" small busy={end.busy} onClick={() => void end.send({ id: d.id })}>
                  {say('deputies.end')}
                </Button>
              }
            />
          ))}
        </Lines>
      )}
      <Dialog open={adding} title={say('deputies.add')} onClose={() => setAdding(false)}>
        <NewDeputy {...(personId === undefined ? {} : { personId })} onClose={() => setAdding(false)} />
      </Dialog>
    </Section>
  )
}

function NewDeputy({ personId, onClose }: { personId?: number; onClose: () => void }) {
  const { today } = useNow()
  const { data } = useRead(peopleOptions, {})
  const create = useChange(createDeputy, { onDone: onClose })
  const people = (data?.people ?? []).map((p) => ({ value: p.id, label: [p.name, p.unitName].filter(Boolean).join(' · ') }))
  return (
    <Form
      schema={createDeputy.input}
      values={personId === undefined ? { fromOn: today } : { personId, fromOn: today }}
      words="deputies.field"
      busy={create.busy}
      problem={create.problem}
      onSubmit={create.send}
      onCancel={onClose}
    >
      {personId === undefined && <Field name="personId" kind="choice" options={people} />}
      <Field name="deputyId" kind="choice" options={people.filter((p) => p.value !== personId)} />
      <Field name="fromOn" />
      <Field name="untilOn" />
    </Form>
  )
}
