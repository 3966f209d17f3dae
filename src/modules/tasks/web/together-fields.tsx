import { Checkbox, Input } from 'antd'
import type { Say } from '../../../core/text.ts'
import { Rule } from '../../../ui/chip.tsx'
import { useForm } from '../../../ui/form/form-state.ts'
import type { ProblemLike } from '../../../ui/problem.tsx'
import { useSay } from '../../../ui/say.tsx'
import { Due } from './due-text.tsx'
import { titleWords } from './task-words.ts'
import { type Also, alsoOf, proofsOf, type TogetherShown, toggled, withProof } from './together-words.ts'

type AlsoProps = { tasks: readonly TogetherShown[]; problem: ProblemLike | undefined }

/** What the same contact did too: each duty with the checklist and the evidence of its own rule. */
export function AlsoDone({ tasks, problem }: AlsoProps) {
  const say = useSay()
  const { values, set } = useForm()
  const also = alsoOf(values['also'])
  if (tasks.length === 0) return null
  const change = (entry: Also) =>
    set(
      'also',
      also.map((a) => (a.id === entry.id ? entry : a)),
    )
  return (
    <fieldset className="tasks-together">
      <legend>{say('tasks.also')}</legend>
      <p className="k-fld-hint">{say('tasks.also-says')}</p>
      {tasks.map((t) => {
        const index = also.findIndex((a) => a.id === t.id)
        const entry = also[index]
        return (
          <div key={t.id} className="tasks-also">
            <Checkbox checked={entry !== undefined} onChange={() => set('also', toggled(also, t))}>
              <TogetherLabel task={t} />
            </Checkbox>
            {entry && <Own task={t} entry={entry} wrong={wrongOf(problem, index, say)} onChange={change} />}
          </div>
        )
      })}
    </fieldset>
  )
}

const wrongOf = (problem: ProblemLike | undefined, index: number, say: Say): string[] =>
  (problem?.issues ?? []).filter((i) => i.path.startsWith(`also.${index}.`)).map((i) => i.message ?? say(`reason.${i.reason}`))

/** Its title, rule and due day, and whether the policy itself puts it there. */
function TogetherLabel({ task }: { task: TogetherShown }) {
  const say = useSay()
  return (
    <span className="k-row">
      <span>{titleWords(task, say)}</span>
      <Rule>{task.ruleId}</Rule>
      <Due task={{ ...task, state: 'OPEN' }} />
      {task.serves && <span className="k-aux k-t3">{say('tasks.serves')}</span>}
    </span>
  )
}

type OwnProps = { task: TogetherShown; entry: Also; wrong: readonly string[]; onChange: (entry: Also) => void }

function Own({ task, entry, wrong, onChange }: OwnProps) {
  const say = useSay()
  const { idOf } = useForm()
  const checklist = task.rule?.checklist ?? []
  const open = entry.checked.length > 0 && checklist.some((item) => !entry.checked.includes(item))
  const id = (name: string) => idOf(`also-${task.id}-${name}`)
  return (
    <div className="tasks-also-own">
      {checklist.length > 0 && (
        <Checkbox.Group className="tasks-checks" value={entry.checked} onChange={(checked) => onChange({ ...entry, checked })}>
          {checklist.map((item) => (
            <Checkbox key={item} value={item}>
              {item}
            </Checkbox>
          ))}
        </Checkbox.Group>
      )}
      {(open || wrong.length > 0) && checklist.length > 0 && (
        <label htmlFor={id('unchecked')}>
          {say('tasks.field.uncheckedReason')}
          <Input
            id={id('unchecked')}
            maxLength={500}
            value={entry.uncheckedReason ?? ''}
            onChange={(e) => onChange({ ...entry, uncheckedReason: e.target.value === '' ? null : e.target.value })}
          />
        </label>
      )}
      {proofsOf(task).map((kind) => (
        <label key={kind} htmlFor={id(kind)}>
          {say(`task.evidence.${kind}`)}
          <Input.TextArea
            id={id(kind)}
            className="k-long"
            rows={2}
            maxLength={500}
            value={entry.evidence.find((e) => e.kind === kind)?.note ?? ''}
            onChange={(e) => onChange(withProof(entry, kind, e.target.value))}
          />
        </label>
      ))}
      {wrong.map((words) => (
        <p key={words} className="k-fld-error" role="alert">
          {words}
        </p>
      ))}
    </div>
  )
}

/** Which other duties are kept on the same day. */
export function AlsoPlanned({ tasks }: { tasks: readonly TogetherShown[] }) {
  const say = useSay()
  const { values, set } = useForm()
  const also = alsoOf(values['also'])
  if (tasks.length === 0) return null
  return (
    <fieldset className="tasks-together">
      <legend>{say('tasks.also-plan')}</legend>
      {tasks.map((t) => (
        <div key={t.id} className="tasks-also">
          <Checkbox checked={also.some((a) => a.id === t.id)} onChange={() => set('also', toggled(also, t))}>
            <TogetherLabel task={t} />
          </Checkbox>
        </div>
      ))}
    </fieldset>
  )
}
