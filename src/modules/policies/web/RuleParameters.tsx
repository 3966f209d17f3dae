import { Chip } from '../../../ui/chip.tsx'
import { useSay } from '../../../ui/say.tsx'
import { valueWords } from './register-words.ts'
import './policies.css'

/** The parameters that govern a rule, by path, with the values in force. */
export const RuleParameters = ({ parameters }: { parameters: Readonly<Record<string, unknown>> }) => (
  <dl className="policies-parameters">
    {Object.entries(parameters).map(([path, value]) => (
      <div key={path}>
        <dt className="k-aux k-t3">{path}</dt>
        <dd>
          <Value value={value} />
        </dd>
      </div>
    ))}
  </dl>
)

const longest = 160

function Value({ value }: { value: unknown }) {
  const say = useSay()
  const words = valueWords(value, say)
  if (words.length <= longest) return <Chip outline>{words}</Chip>
  return (
    <details>
      <summary className="k-aux">{say('policies.long-value')}</summary>
      <pre>{JSON.stringify(value, null, 2)}</pre>
    </details>
  )
}
