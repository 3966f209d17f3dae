import { useMemo } from 'react'
import { sections } from '../../../core/industry-sections.ts'
import { defaultMacroRegions, provinces } from '../../../core/provinces.ts'
import type { Say } from '../../../core/text.ts'
import { useRead } from '../../../platform/web/reads.ts'
import type { FilterField } from '../../../ui/list/filter-field.ts'
import { useSay } from '../../../ui/say.tsx'
import { listUnits, peopleOptions } from '../../organisation/contract.ts'

const tiers = ['CORE', 'POTENTIAL', 'GENERAL', 'NEW', 'CHURN_RISK']
const stages = ['NEW', 'GROWTH', 'MATURE', 'DECLINE', 'LOST']
const derivedTags = [
  ...['FREQ_HIGH', 'FREQ_MID', 'FREQ_LOW', 'VALUE_HIGH', 'VALUE_MID', 'VALUE_LOW'],
  ...['TENURE_OLD', 'TENURE_NEW', 'ACTIVE', 'DORMANT', 'PROSPECT', 'AT_RISK'],
]

const words = (keys: readonly string[], prefix: string, say: Say) => keys.map((value) => ({ value, label: say(`${prefix}.${value}`) }))

/** People and units to choose from; read once for the whole screen. */
export function useOwners(): { people: { value: number; label: string }[]; units: { value: number; label: string }[] } {
  const people = useRead(peopleOptions, {}, { staleSeconds: 300 }).data?.people
  const units = useRead(listUnits, {}, { staleSeconds: 300 }).data?.units
  return useMemo(
    () => ({
      people: (people ?? []).map((p) => ({ value: p.id, label: p.name })),
      units: (units ?? []).map((u) => ({ value: u.id, label: u.name })),
    }),
    [people, units],
  )
}

/** What the customer list can be narrowed by. */
export function useFilterFields(): readonly FilterField[] {
  const say = useSay()
  const { people, units } = useOwners()
  return useMemo(() => {
    const texted = (options: readonly { value: number; label: string }[]) =>
      options.map((o) => ({ value: String(o.value), label: o.label }))
    const choice = (key: string, options: readonly { value: string; label: string }[], one = false): FilterField => ({
      key,
      title: say(`customers.filter.${key}`),
      kind: 'choice',
      ops: ['is'],
      options,
      one,
    })
    return [
      choice('tier', words(tiers, 'tier', say)),
      choice('stage', words(stages, 'stage', say)),
      choice('owner', texted(people), true),
      choice('unit', texted(units), true),
      choice('class', words(['KEY', 'GENERAL'], 'customers.class', say), true),
      choice('region', words(Object.keys(defaultMacroRegions), 'region', say)),
      choice(
        'province',
        provinces().map((p) => ({ value: p.code, label: p.short })),
      ),
      choice(
        'industry',
        sections().map((s) => ({ value: s.code, label: `${s.code} ${s.name}` })),
      ),
      choice('tag', words(derivedTags, 'tag', say)),
      choice('status', words(['ACTIVE', 'INACTIVE'], 'customers.status', say), true),
      { key: 'completeness', title: say('customers.filter.completeness'), kind: 'number', ops: ['to'] },
      { key: 'lastOrder', title: say('customers.filter.lastOrder'), kind: 'day' },
    ]
  }, [say, people, units])
}
