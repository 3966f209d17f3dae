import { Checkbox } from 'antd'
import { useSay } from '../../../ui/say.tsx'
import './permissions.css'

type PermissionsProps = { known: readonly string[]; value: unknown; onChange: (value: string[]) => void; withAll?: boolean }

/** Check boxes of all permissions there are, by the part of the product they belong to. */
export function Permissions({ known, value, onChange, withAll = true }: PermissionsProps) {
  const say = useSay()
  const held = Array.isArray(value) ? value.filter((v) => typeof v === 'string') : []
  const all = held.includes('*')
  const groups = Map.groupBy([...new Set([...known, ...held.filter((p) => p !== '*')])], (p) => p.split('.')[0] ?? p)
  const toggle = (names: readonly string[], on: boolean) => onChange(on ? [...new Set([...held, ...names])] : held.filter((p) => !names.includes(p)))
  return (
    <div className="k-permissions">
      {withAll && (
        <Checkbox checked={all} onChange={(e) => toggle(['*'], e.target.checked)}>
          {say('permission.*')}
        </Checkbox>
      )}
      {[...groups].map(([group, names]) => (
        <fieldset key={group} disabled={all}>
          <legend>{say(`permission-group.${group}`)}</legend>
          {names.map((name) => (
            <Checkbox key={name} disabled={all} checked={all || held.includes(name)} onChange={(e) => toggle([name], e.target.checked)}>
              {say(`permission.${name}`)}
            </Checkbox>
          ))}
        </fieldset>
      ))}
    </div>
  )
}
