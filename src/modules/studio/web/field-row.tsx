import { Tooltip } from 'antd'
import { memo, type ReactNode, useId } from 'react'
import { useSay } from '../../../ui/say.tsx'
import { keysOf, labelOf, valueWords } from '../../policies/policy/policy-words.ts'
import { ParameterControl } from './controls.tsx'
import type { FieldNode } from './form-nodes.ts'
import { commentOf, type Place } from './policy-text.ts'
import { findingsAt, isChanged, samePlace, useFocus, useWriting } from './writing-state.ts'

/** Everything about one parameter that a form shows around its box. */
function useField({ place, value }: Pick<FieldNode, 'place' | 'value'>) {
  const writing = useWriting()
  const say = useSay()
  const label = labelOf(keysOf(place), say)
  return {
    writing,
    label,
    changed: isChanged(writing, place, value),
    problem: findingsAt(writing.findings, place)[0]?.message,
    comment: commentOf(writing.text, place),
  }
}

/** A parameter with its name in front, the text's own remark behind and what is wrong with it below. */
export function FieldRow({ node, plain }: { node: FieldNode; plain?: boolean }) {
  const { label, changed, problem, comment } = useField(node)
  const lit = samePlace(useFocus().focus, node.place)
  const say = useSay()
  const says = comment !== valueWords(keysOf(node.place), node.value, say)
  return (
    <div className={`studio-field${lit ? ' lit' : ''}${changed ? ' changed' : ''}${plain ? ' plain' : ''}`}>
      <FieldLabel place={node.place} value={node.value}>
        {label}
      </FieldLabel>
      <div className="studio-field-box">
        <Box node={node} />
        {comment && says && !plain && <span className="k-aux k-t3 studio-comment">{comment}</span>}
        {problem && <span className="k-fld-error">{problem}</span>}
      </div>
    </div>
  )
}

/** The box alone: for tables, whose heads name it. */
export const Box = memo(function Box({ node, label }: { node: FieldNode; label?: string }) {
  const { look } = useFocus()
  const field = useField(node)
  const { writing } = field
  return (
    <span className={`studio-box${field.changed ? ' changed' : ''}`} onFocusCapture={() => look(node.place)}>
      <ParameterControl
        place={node.place}
        control={node.control}
        value={node.value}
        label={label ?? field.label}
        invalid={field.problem !== undefined}
        optional={node.optional}
        onChange={(value) => writing.set(node.place, node.optional && isBlank(value) ? undefined : value, node.order)}
      />
    </span>
  )
})

const isBlank = (value: unknown): boolean => value === '' || (Array.isArray(value) && value.length === 0)

type LabelProps = { place: Place; value: unknown; children: ReactNode }

/** A name that says on hover which rule and clause stand behind it, its default, and what it was. */
export function FieldLabel({ place, value, children }: LabelProps) {
  const id = useId()
  return (
    <Tooltip title={<FieldFacts place={place} value={value} />} placement="topLeft" mouseEnterDelay={0.4}>
      <span className="studio-label" id={id}>
        {children}
      </span>
    </Tooltip>
  )
}

function FieldFacts({ place, value }: Omit<LabelProps, 'children'>) {
  const writing = useWriting()
  const say = useSay()
  const keys = keysOf(place)
  const rule = writing.rules(place)[0]
  return (
    <span className="studio-facts">
      {rule && <span>{[rule.id, rule.title, `${rule.document} ${rule.place}`].filter((t) => t.trim()).join(' · ')}</span>}
      <span>
        {say('studio.default')}：{valueWords(keys, writing.standard(place), say)}
      </span>
      {isChanged(writing, place, value) && (
        <span>
          {say('studio.was')}：{valueWords(keys, writing.before(place), say)}
        </span>
      )}
    </span>
  )
}
