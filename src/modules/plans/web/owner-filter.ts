import { useMemo } from 'react'
import { useRead } from '../../../platform/web/reads.ts'
import type { FilterField } from '../../../ui/list/filter-field.ts'
import { filterValue, type ListQuery } from '../../../ui/list/query.ts'
import { useSay } from '../../../ui/say.tsx'
import { peopleOptions } from '../../organisation/contract.ts'

/** Owners of customers to choose from. */
export function useOwners(): FilterField {
  const say = useSay()
  const people = useRead(peopleOptions, {}, { staleSeconds: 300 }).data?.people
  return useMemo(
    () => ({
      ...{ key: 'owner', title: say('plans.filter.owner'), kind: 'choice', ops: ['is'], one: true },
      options: (people ?? []).map((p) => ({ value: String(p.id), label: p.name })),
    }),
    [say, people],
  )
}

/** The owner the address names. */
export const ownerIn = ({ filters }: ListQuery): { owner: number } | undefined => {
  const owner = Number(filterValue(filters, 'owner', 'is'))
  return Number.isSafeInteger(owner) && owner > 0 ? { owner } : undefined
}
