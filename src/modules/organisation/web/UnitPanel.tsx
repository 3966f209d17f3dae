import { z } from 'zod'
import { useChange } from '../../../platform/web/reads.ts'
import { Danger } from '../../../ui/danger.tsx'
import { SidePanel } from '../../../ui/dialog.tsx'
import { Field } from '../../../ui/form/field.tsx'
import { Form } from '../../../ui/form/form.tsx'
import { Section } from '../../../ui/page.tsx'
import { Problem } from '../../../ui/problem.tsx'
import { useSay } from '../../../ui/say.tsx'
import { changeUnit, createUnit, deleteUnit, type Unit } from '../contract.ts'
import { unitOptions, withinUnit } from './unit-tree.ts'

const form = createUnit.input.extend({ id: z.int(), version: z.int() })

type Parents = { units: readonly Unit[]; without?: ReadonlySet<number> }

/** Name, kind and place of a unit; belongs inside a form. */
function UnitFields({ units, without }: Parents) {
  return (
    <>
      <Field name="name" />
      <Field name="kind" />
      <Field name="parentId" options={unitOptions(units).filter((o) => !without?.has(o.value))} />
    </>
  )
}

type NewUnitProps = { units: readonly Unit[]; parentId: number | null; onClose: () => void }

export function NewUnit({ units, parentId, onClose }: NewUnitProps) {
  const say = useSay()
  const create = useChange(createUnit, { onDone: onClose })
  return (
    <SidePanel open title={say('units.add')} onClose={onClose}>
      <Form
        schema={createUnit.input}
        values={{ parentId, kind: units.length === 0 ? 'COMPANY' : 'DEPARTMENT' }}
        words="units.field"
        busy={create.busy}
        problem={create.problem}
        onSubmit={create.send}
        onCancel={onClose}
      >
        <UnitFields units={units} />
      </Form>
    </SidePanel>
  )
}

type UnitPanelProps = { units: readonly Unit[]; unit: Unit; onClose: () => void }

/** Renames, moves or removes a unit. */
export function UnitPanel({ units, unit, onClose }: UnitPanelProps) {
  const say = useSay()
  const now = units.find((u) => u.id === unit.id) ?? unit
  const change = useChange(changeUnit, { onDone: onClose })
  const remove = useChange(deleteUnit, { onDone: onClose })
  const { id, version, name, kind, parentId } = now
  return (
    <SidePanel open title={say('units.edit', { name: unit.name })} onClose={onClose}>
      <Form
        schema={form}
        values={{ id, version, name, kind, parentId }}
        words="units.field"
        busy={change.busy}
        problem={change.problem}
        onSubmit={change.send}
        onCancel={onClose}
      >
        <UnitFields units={units} without={withinUnit(units, id)} />
      </Form>
      <Section title={say('units.remove')}>
        <Problem problem={remove.problem} />
        <Danger
          says={say('units.remove-says')}
          action={say('units.remove-action', { name: unit.name })}
          busy={remove.busy}
          onDo={() => void remove.send({ id, version })}
        />
      </Section>
    </SidePanel>
  )
}
