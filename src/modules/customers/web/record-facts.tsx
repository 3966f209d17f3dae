import { useState } from 'react'
import type { z } from 'zod'
import { useChange } from '../../../platform/web/reads.ts'
import { useMay } from '../../../platform/web/session.ts'
import { Button } from '../../../ui/button.tsx'
import { Person } from '../../../ui/chip.tsx'
import { type Fact, Facts } from '../../../ui/facts.tsx'
import type { ProblemLike } from '../../../ui/problem.tsx'
import { useSay } from '../../../ui/say.tsx'
import { changeCustomer, type customer } from '../contract.ts'
import { patchOf, useFactEdits } from './fact-edit.tsx'
import { type FactKey, factGroups, missingFacts } from './fact-fields.ts'
import { FactWords, isEmptyFact } from './fact-words.tsx'

export type CustomerFile = z.input<typeof customer>

/** The file's facts by group; a click on a value edits it. Empty ones that are not key fields stay away until asked for. */
export function RecordFacts({ customer }: { customer: CustomerFile }) {
  const say = useSay()
  const [all, setAll] = useState(false)
  const { save, problem } = useSaveFact(customer)
  const mayWrite = useMay()('customers.write')
  const edits = useFactEdits()
  const missing = missingFacts(customer)
  const factOf = (key: FactKey): Fact => ({
    key,
    label: say(`customers.field.${key}`),
    value: <FactValue customer={customer} of={key} />,
    missing: missing.has(key),
    edit: mayWrite && !isMasked(customer, key) ? { ...edits(key, customer), save: (value) => save(key, value) } : undefined,
  })
  const shown = (key: FactKey) => key !== 'name' && (all || missing.has(key) || !isEmptyFact(key, customer))
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

function FactValue({ customer: c, of: key }: { customer: CustomerFile; of: FactKey }) {
  if (key === 'ownerId' && c.owner) return <Person name={c.owner.name} />
  return <FactWords of={key} fields={c} name={key === 'unitId' ? c.unit?.name : c.agent?.name} />
}
