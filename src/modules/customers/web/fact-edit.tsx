import type { FactEdit } from '../../../ui/facts.tsx'
import { fieldShapes } from '../../../ui/form/field-shape.ts'
import { useSay } from '../../../ui/say.tsx'
import { type CustomerFields, changeCustomer } from '../contract.ts'
import type { FactKey } from './fact-fields.ts'
import { useOwners } from './list-fields.ts'
import { IndustryPicker, type Place, PlacePicker } from './pickers.tsx'

const shapes = fieldShapes(changeCustomer.input)
const money: readonly FactKey[] = ['registeredCapital']

/** One fact's new value, as `customers.change` takes it; the server checks what a field may hold. */
export const patchOf = (key: FactKey, value: unknown): Partial<CustomerFields> =>
  (key === 'place' && typeof value === 'object' ? { ...value } : { [key]: value }) as Partial<CustomerFields>

export const placeOf = (c: Partial<CustomerFields>): Place => ({
  provinceCode: c.provinceCode ?? null,
  cityCode: c.cityCode ?? null,
  district: c.district ?? null,
})

const isPlace = (value: unknown): value is Place => typeof value === 'object' && value !== null && 'provinceCode' in value

/** How a fact is entered: the control its schema asks for, or one of ours. */
export function useFactEdits(): (key: FactKey, fields: Partial<CustomerFields>) => Omit<FactEdit, 'save'> {
  const say = useSay()
  const { people, units } = useOwners()
  return (key, fields) => {
    if (key === 'place') {
      const control: FactEdit['control'] = (input) => (
        <PlacePicker id={input.id} value={isPlace(input.value) ? input.value : placeOf(fields)} onChange={input.onChange} />
      )
      return { value: placeOf(fields), kind: 'text', control }
    }
    const value = fields[key]
    if (key === 'industryCode') return { value, kind: 'text', control: (input) => <IndustryPicker {...input} /> }
    if (key === 'ownerId') return { value, kind: 'choice', options: people, shape: shapes[key] }
    if (key === 'unitId') return { value, kind: 'choice', options: units, shape: shapes[key] }
    const shape = shapes[key]
    const options = (shape?.options ?? []).map((o) => ({ value: o, label: say(`customers.field.${key}.${o}`) }))
    return { value, kind: money.includes(key) ? 'money' : (shape?.kind ?? 'text'), options, shape }
  }
}
