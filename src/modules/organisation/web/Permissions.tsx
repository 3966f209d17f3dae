import { Checkbox } from 'antd'
import { useSay } from '../../../ui/say.tsx'
import './permissions.css'

type PermissionsProps = { known: readonly string[]; value: unknown; onChange: (value: string[]) => void; withAll?: boolean }

/** Daily work first, the keys of the house last; what is not listed follows. */
const order = [
  'customers',
  'orders',
  'tiering',
  'policies',
  'calendar',
  'audit',
  'jobs',
  'undo',
  'tokens',
  'organisation',
  'roles',
  'company',
  'backup',
]
const verbs = ['read', 'write', 'run']
const rank = (list: readonly string[], word: string): number => (list.includes(word) ? list.indexOf(word) : list.length)
const partOf = (permission: string): string => permission.split('.')[0] ?? permission
const verbOf = (permission: string): string => permission.split('.')[1] ?? ''

function inGroups(permissions: readonly string[]): [string, string[]][] {
  const sorted = permissions.toSorted(
    (a, b) => rank(order, partOf(a)) - rank(order, partOf(b)) || rank(verbs, verbOf(a)) - rank(verbs, verbOf(b)),
  )
  return [...Map.groupBy(sorted, partOf)]
}

/** Check boxes of all permissions there are, by the part of the product they belong to. */
export function Permissions({ known, value, onChange, withAll = true }: PermissionsProps) {
  const say = useSay()
  const held = Array.isArray(value) ? value.filter((v) => typeof v === 'string') : []
  const all = held.includes('*')
  const groups = inGroups([...new Set([...known, ...held])].filter((p) => p !== '*'))
  const toggle = (name: string, on: boolean) => onChange(on ? [...held, name] : held.filter((p) => p !== name))
  return (
    <div className="k-permissions">
      {withAll && (
        <Checkbox checked={all} onChange={(e) => toggle('*', e.target.checked)}>
          {say('permission.*')}
        </Checkbox>
      )}
      {groups.map(([group, names]) => (
        // biome-ignore lint/a11y/useSemanticElements: a legend cannot stand beside its boxes
        <div key={group} role="group" aria-label={say(`permission-group.${group}`)} className="k-permission-group">
          <span className="k-t2">{say(`permission-group.${group}`)}</span>
          <div>
            {names.map((name) => (
              <Checkbox key={name} disabled={all} checked={all || held.includes(name)} onChange={(e) => toggle(name, e.target.checked)}>
                {say(`permission.${name}`)}
              </Checkbox>
            ))}
          </div>
        </div>
      ))}
    </div>
  )
}
