import { Button } from '../../../ui/button.tsx'
import { Rule } from '../../../ui/chip.tsx'
import { useSay } from '../../../ui/say.tsx'
import { isPlain } from '../../policies/policy/paths.ts'
import { keysOf, labelOf, valueWords } from '../../policies/policy/policy-words.ts'
import { pathOf } from './places.ts'
import { valueIn } from './policy-text.ts'
import { isChanged, useFocus, useWriting } from './writing-state.ts'

/** The parameter somebody is at: its rule and clause, its default, what it was, and the way back. */
export function FieldCard() {
  const say = useSay()
  const writing = useWriting()
  const { focus } = useFocus()
  if (!focus || (focus.length < 2 && isPlain(valueIn(writing.text.value, focus))))
    return <footer className="studio-card k-aux k-t3">{say('studio.pick-field')}</footer>
  const keys = keysOf(focus)
  const value = valueIn(writing.text.value, focus)
  const [rule] = writing.rules(focus)
  const changed = isChanged(writing, focus, value)
  const before = writing.before(focus)
  return (
    <footer className="studio-card" aria-live="polite">
      <p className="k-row">
        <b>{labelOf(keys, say)}</b>
        {rule ? <Rule>{rule.id}</Rule> : <span className="k-aux k-t3">{say('studio.no-rule')}</span>}
        {rule && (
          <span className="k-aux k-t3 k-cut" title={`${rule.document} ${rule.place}`}>
            {rule.document} {rule.place}
          </span>
        )}
        <span className="k-grow" />
        <code className="k-aux k-t3 k-cut">{pathOf(writing.text.value, focus)}</code>
      </p>
      {rule && <p className="studio-clause">{rule.text}</p>}
      <p className="k-row k-aux">
        <span className="k-t3">
          {say('studio.default')} <span className="k-t2">{valueWords(keys, writing.standard(focus), say)}</span>
        </span>
        {changed && (
          <>
            <span className="k-t3">
              {say('studio.was')} <span className="k-t2">{valueWords(keys, before, say)}</span>
            </span>
            <Button
              kind="link"
              small
              disabledBecause={writing.broken ? say('studio.broken-first') : undefined}
              onClick={() => writing.set(focus, before)}
            >
              {say('studio.put-back')}
            </Button>
          </>
        )}
      </p>
    </footer>
  )
}
