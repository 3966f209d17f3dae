import { Select } from 'antd'
import { useMemo } from 'react'
import { useRead } from '../../../platform/web/reads.ts'
import { useSession } from '../../../platform/web/session.ts'
import { useSay } from '../../../ui/say.tsx'
import { listUnits, peopleOptions } from '../../organisation/contract.ts'
import { readWho, type Who, whoText } from './calendar-query.ts'

/** Whose tasks: one's own, one's unit's, nobody's, those of another unit or person. */
export function WhoPicker({ who, onChange }: { who: Who; onChange: (who: Who) => void }) {
  const say = useSay()
  const { people, units, ownUnit } = useColleagues()
  const options = useMemo(() => {
    const first = [
      { value: 'me', label: say('task-calendar.who.me') },
      ...(ownUnit === undefined ? [] : [{ value: `unit-${ownUnit}`, label: say('task-calendar.who.team') }]),
      { value: 'none', label: say('task-calendar.who.none') },
    ]
    const groups = [
      { label: say('task-calendar.who.units'), options: units.filter((u) => u.value !== `unit-${ownUnit}`) },
      { label: say('task-calendar.who.people'), options: people },
    ]
    return [...first, ...groups.filter((group) => group.options.length > 0)]
  }, [say, people, units, ownUnit])
  return (
    <Select
      className="cal-who"
      aria-label={say('task-calendar.who')}
      showSearch={{ optionFilterProp: 'label' }}
      value={whoText(who)}
      options={options}
      popupMatchSelectWidth={false}
      onChange={(text: string) => onChange(readWho(text))}
    />
  )
}

function useColleagues() {
  const me = useSession().data?.person?.id
  const people = useRead(peopleOptions, {}, { staleSeconds: 300 }).data?.people
  const units = useRead(listUnits, {}, { staleSeconds: 300 }).data?.units
  return useMemo(
    () => ({
      people: (people ?? []).filter((p) => p.id !== me).map((p) => ({ value: `person-${p.id}`, label: p.name })),
      units: (units ?? []).map((u) => ({ value: `unit-${u.id}`, label: u.name })),
      ownUnit: people?.find((p) => p.id === me)?.unitId ?? undefined,
    }),
    [people, units, me],
  )
}
