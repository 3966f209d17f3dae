import type { Say } from '../../../core/text.ts'
import { Chip } from '../../../ui/chip.tsx'
import { useSay } from '../../../ui/say.tsx'
import { isPlain } from '../policy/paths.ts'
import { keysOf, labelOf, valueWords } from '../policy/policy-words.ts'
import './policies.css'

/** The parameters that govern a rule, as people say them, with the values in force. */
export function RuleParameters({ parameters }: { parameters: Readonly<Record<string, unknown>> }) {
  const say = useSay()
  return (
    <dl className="policies-parameters">
      {Object.entries(parameters).map(([path, value]) => (
        <div key={path}>
          <dt className="k-aux k-t2">{nameOf(keysOf(path.split('.')), say)}</dt>
          <dd>
            <Value keys={keysOf(path.split('.'))} value={value} say={say} />
          </dd>
        </div>
      ))}
    </dl>
  )
}

/** What a parameter is called; an entry of a list by the list and its own code. */
function nameOf(keys: readonly string[], say: Say): string {
  const own = labelOf(keys, say)
  return own === keys.at(-1) && keys.length > 1 ? `${labelOf(keys.slice(0, -1), say)} ${own}` : own
}

const oneLine = 60

type ValueProps = { keys: readonly string[]; value: unknown; say: Say }

/** A value on one line where it fits, else part by part. */
function Value({ keys, value, say }: ValueProps) {
  const entries = Array.isArray(value) && value.length > 0 && value.every(isPlain)
  const words = valueWords(keys, value, say)
  if (!entries && (!isPlain(value) || words.length <= oneLine)) return <Chip outline>{words}</Chip>
  if (entries) {
    return (
      <details>
        <summary className="k-aux">{words}</summary>
        <ul>
          {value.map((entry) => (
            <li key={JSON.stringify(entry)}>{valueWords(keys, entry, say)}</li>
          ))}
        </ul>
      </details>
    )
  }
  return (
    <ul>
      {Object.entries(value as object).map(([name, inner]) => (
        <li key={name}>
          <span className="k-t2">{nameOf([...keys, name], say)}</span> {valueWords([...keys, name], inner, say)}
        </li>
      ))}
    </ul>
  )
}
