import { useState } from 'react'
import type { z } from 'zod'
import { useChange } from '../../../platform/web/reads.ts'
import { useMay } from '../../../platform/web/session.ts'
import { Amount } from '../../../ui/amount.tsx'
import { Button } from '../../../ui/button.tsx'
import { Person } from '../../../ui/chip.tsx'
import { type Fact, type FactEdit, Facts } from '../../../ui/facts.tsx'
import { fieldShapes } from '../../../ui/form/field-shape.ts'
import type { ProblemLike } from '../../../ui/problem.tsx'
import { useSay } from '../../../ui/say.tsx'
import { DayText } from '../../../ui/when.tsx'
import { type CustomerFields, changeCustomer, type customer } from '../contract.ts'
import { type FactKey, factGroups, missingFacts } from './fact-fields.ts'
import { useOwners } from './list-fields.ts'
import { IndustryPicker, type Place, PlacePicker } from './pickers.tsx'
import { industryWords, placeWords } from './words.ts'

export type CustomerFile = z.input<typeof customer>

const shapes = fieldShapes(changeCustomer.input)

/** One field's new value, as `customers.change` takes it; the server checks what a field may hold. */
const patchOf = (key: FactKey, value: unknown): Partial<CustomerFields> =>
  (key === 'place' && typeof value === 'object' ? { ...value } : { [key]: value }) as Partial<CustomerFields>

const placeOf = (c: CustomerFile): Place => ({ provinceCode: c.provinceCode, cityCode: c.cityCode, district: c.district })

/** The file's facts by group; a click on a value edits it. Empty ones that are not key fields stay away until asked for. */
export function RecordFacts({ customer }: { customer: CustomerFile }) {
  const say = useSay()
  const [all, setAll] = useState(false)
  const { save, problem } = useSaveFact(customer)
  const mayWrite = useMay()('customers.write')
  const edits = useEdits(customer, save)
  const missing = missingFacts(customer)
  const factOf = (key: FactKey): Fact => ({
    key,
    label: say(`customers.field.${key}`),
    value: <FactValue customer={customer} of={key} />,
    missing: missing.has(key),
    edit: mayWrite && !isMasked(customer, key) ? edits(key) : undefined,
  })
  const shown = (key: FactKey) => key !== 'name' && (all || missing.has(key) || !isEmpty(customer, key))
  return (
    <>
      {factGroups.map((g) => (
        <Facts
          key={g.key}
          title={say(`customers.group.${g.key}`)}
          facts={g.facts.filter((k) => all || shown(k)).map(factOf)}
          problem={problem}
        />
      ))}
      {mayWrite && (
        <Button kind="link" small onClick={() => setAll(!all)}>
          {say(all ? 'customers.fewer-facts' : 'customers.more-facts')}
        </Button>
      )}
    </>
  )
}

/** A masked phone must not be saved over the real one. */
const isMasked = (c: CustomerFile, key: FactKey): boolean => (key === 'phone' || key === 'fax') && (c[key]?.includes('*') ?? false)

const isEmpty = (c: CustomerFile, key: FactKey): boolean => {
  const value = key === 'place' ? c.provinceCode : c[key]
  return value === null || value === ''
}

function useSaveFact(customer: CustomerFile) {
  const say = useSay()
  const change = useChange(changeCustomer, { rooms: ['tiering', 'audit'] })
  const [refused, setRefused] = useState<string | undefined>(undefined)
  const { problem } = change
  const save = async (key: FactKey, value: unknown) => {
    const text = JSON.stringify([key, value])
    const again = refused === text && problem?.rule === 'duplicate-customer'
    const done = await change.send({
      id: customer.id,
      version: customer.version,
      ...patchOf(key, value),
      ...(again ? { acceptDuplicates: true } : {}),
    })
    setRefused(done ? undefined : text)
    return done
  }
  const duplicate = problem?.rule === 'duplicate-customer' ? say('customers.duplicate-again', problem.facts) : undefined
  const shown: ProblemLike | undefined =
    problem && (duplicate === undefined ? problem : { code: problem.code, rule: problem.rule, issues: [], message: duplicate })
  return { save, problem: shown }
}

const money: readonly FactKey[] = ['registeredCapital']

/** How each fact is edited: the control its schema asks for, or one of ours. */
function useEdits(customer: CustomerFile, saveFact: (key: FactKey, value: unknown) => Promise<unknown>) {
  const say = useSay()
  const { people, units } = useOwners()
  return (key: FactKey): FactEdit => {
    const save = (value: unknown) => saveFact(key, value)
    if (key === 'place') {
      const control: FactEdit['control'] = (input) => (
        <PlacePicker id={input.id} value={isPlace(input.value) ? input.value : placeOf(customer)} onChange={input.onChange} />
      )
      return { value: placeOf(customer), kind: 'text', control, save }
    }
    const value = customer[key]
    if (key === 'industryCode') return { value, kind: 'text', control: (input) => <IndustryPicker {...input} />, save }
    if (key === 'ownerId') return { value, kind: 'choice', options: people, shape: shapes[key], save }
    if (key === 'unitId') return { value, kind: 'choice', options: units, shape: shapes[key], save }
    const shape = shapes[key]
    const options = (shape?.options ?? []).map((o) => ({ value: o, label: say(`customers.field.${key}.${o}`) }))
    return { value, kind: money.includes(key) ? 'money' : (shape?.kind ?? 'text'), options, shape, save }
  }
}

const isPlace = (value: unknown): value is Place => typeof value === 'object' && value !== null && 'provinceCode' in value

const choices: readonly FactKey[] = ['segment', 'kind', 'status', 'sizeClass']

function FactValue({ customer: c, of: key }: { customer: CustomerFile; of: FactKey }) {
  const say = useSay()
  if (isEmpty(c, key)) return <span className="k-t3">—</span>
  if (key === 'place') return placeWords(c.provinceCode, c.cityCode, c.district)
  if (key === 'industryCode') return industryWords(c.industryCode)
  if (key === 'ownerId') return <Person name={c.owner?.name} />
  if (key === 'unitId') return c.unit?.name
  if (key === 'agentId') return c.agent?.name
  if (key === 'registeredCapital') return <Amount fen={c.registeredCapital} unit />
  if (key === 'paymentDays') return say('customers.days', { count: c.paymentDays ?? 0 })
  if (key === 'employees') return say('customers.people', { count: c.employees ?? 0 })
  const value = c[key]
  if (choices.includes(key)) return say(`customers.field.${key}.${value}`)
  return key.endsWith('On') && typeof value === 'string' ? <DayText day={value} /> : value
}
