import { Select } from 'antd'
import { useMemo } from 'react'
import { useRead } from '../../../platform/web/reads.ts'
import { useGo, usePathname, useSearchText } from '../../../ui/link.tsx'
import { useSay } from '../../../ui/say.tsx'
import { listUnits } from '../../organisation/contract.ts'

/** The unit in the address (`?unit=3`), with those below it; none: everything one hands out. */
export function useUnit(): { unitId: number | undefined; choose: (id: number | undefined) => void } {
  const search = useSearchText()
  const path = usePathname()
  const go = useGo()
  const asked = Number(new URLSearchParams(search).get('unit'))
  return {
    unitId: Number.isSafeInteger(asked) && asked > 0 ? asked : undefined,
    choose: (id) => go(id === undefined ? path : `${path}?unit=${id}`),
  }
}

/** Units, each under the one it belongs to. */
export function UnitPicker({ unitId, choose }: ReturnType<typeof useUnit>) {
  const say = useSay()
  const units = useRead(listUnits, {}, { staleSeconds: 300 }).data?.units
  const options = useMemo(() => {
    const known = units ?? []
    const below = (parentId: number | null, depth: number): { value: number; label: string }[] =>
      known
        .filter((u) => u.parentId === parentId)
        .flatMap((u) => [{ value: u.id, label: `${'　'.repeat(depth)}${u.name}` }, ...below(u.id, depth + 1)])
    return [{ value: 0, label: say('team.all-units') }, ...below(null, 0)]
  }, [units, say])
  return (
    <Select
      className="team-unit"
      aria-label={say('team.unit')}
      popupMatchSelectWidth={false}
      value={unitId ?? 0}
      options={options}
      onChange={(id: number) => choose(id === 0 ? undefined : id)}
    />
  )
}
