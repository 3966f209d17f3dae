import { type KeyboardEvent, type ReactNode, useState } from 'react'
import { Button } from './button.tsx'
import { type Choice, Control } from './form/control.tsx'
import type { FieldKind, FieldShape } from './form/field-shape.ts'
import type { InputProps } from './form/inputs.tsx'
import { useKey } from './keys.ts'
import { type ProblemLike, problemWords } from './problem.tsx'
import { useSay } from './say.tsx'
import './css/record.css'
import './css/form.css'

export type FactEdit = {
  /** What the control starts with: text, number, fen, day or code. */
  readonly value: unknown
  readonly kind: FieldKind
  readonly shape?: FieldShape | undefined
  readonly options?: readonly Choice[]
  /** Another control, with a button to save: for what is chosen in several steps. */
  readonly control?: (input: Pick<InputProps, 'id' | 'value' | 'onChange' | 'invalid'>) => ReactNode
  /** Resolves to undefined when it failed; the editor then stays open. `useChange(…).send` fits. */
  readonly save: (value: unknown) => Promise<unknown>
}

export type Fact = {
  readonly key: string
  readonly label: string
  readonly value: ReactNode
  /** Nothing is known yet and something should be. */
  readonly missing?: boolean
  readonly edit?: FactEdit | undefined
}

type FactsProps = {
  title?: ReactNode
  more?: ReactNode
  facts: readonly Fact[]
  /** Why the last save failed; a conflict shows both values. */
  problem?: ProblemLike | undefined
}

/** A group of facts, label 84 px; a click on a value edits it, Enter saves, Esc restores. */
export function Facts({ title, more, facts, problem }: FactsProps) {
  const say = useSay()
  const [open, setOpen] = useState<string | undefined>(undefined)
  const first = facts.find((f) => f.edit)
  useKey('e', first && open === undefined ? () => setOpen(first.key) : undefined, { says: say('ui.key-edit') })
  return (
    <section>
      {title && (
        <h3 className="k-h3">
          {title}
          {more && <span>{more}</span>}
        </h3>
      )}
      <dl className="k-facts">
        {facts.map((f) => (
          <div key={f.key}>
            <dt>{f.edit && open === f.key ? <label htmlFor={`fact-${f.key}`}>{f.label}</label> : f.label}</dt>
            <dd>
              {f.edit && open === f.key ? (
                <FactEditor fact={f} edit={f.edit} problem={problem} close={() => setOpen(undefined)} />
              ) : (
                <FactValue fact={f} onEdit={f.edit ? () => setOpen(f.key) : undefined} />
              )}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  )
}

function FactValue({ fact, onEdit }: { fact: Fact; onEdit: (() => void) | undefined }) {
  const say = useSay()
  const shown = fact.missing ? <span className="k-warn">{say('ui.fill-in')}</span> : fact.value
  if (!onEdit) return <span className="k-cut k-fact">{shown}</span>
  return (
    <button type="button" className="k-fact k-cut" onClick={onEdit}>
      <span className="k-heard">{`${say('ui.edit')} ${fact.label} `}</span>
      {shown}
    </button>
  )
}

type FactEditorProps = { fact: Fact; edit: FactEdit; problem: ProblemLike | undefined; close: () => void }

function FactEditor({ fact, edit, problem, close }: FactEditorProps) {
  const say = useSay()
  const [value, setValue] = useState(edit.value)
  const [sent, setSent] = useState(false)
  const save = async (next: unknown) => {
    if (next === edit.value) return close()
    setSent(true)
    if ((await edit.save(next)) !== undefined) close()
  }
  const buttoned = edit.control !== undefined || edit.kind === 'choices'
  const chosen = buttoned || edit.kind === 'choice'
  const keys = (e: KeyboardEvent) => {
    if (e.key === 'Escape') {
      e.stopPropagation()
      close()
    }
    if (e.key === 'Enter' && !e.shiftKey && !e.nativeEvent.isComposing && !chosen) {
      e.preventDefault()
      void save(value)
    }
  }
  const wrong = sent ? problem : undefined
  const change = (next: unknown) => {
    setValue(next)
    setSent(false)
    if (edit.kind === 'choice' && !edit.control) void save(next)
  }
  const input = {
    id: `fact-${fact.key}`,
    value,
    onChange: change,
    onBlur: () => value === edit.value && close(),
    invalid: wrong !== undefined,
    describedBy: undefined,
    shape: edit.shape,
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys of the control inside
    <div className="k-fact-editor" onKeyDown={keys} ref={focusFirst}>
      {edit.control ? edit.control(input) : <Control kind={edit.kind} input={input} options={edit.options ?? []} />}
      {wrong && <Wrong problem={wrong} fact={fact} onMine={() => void save(value)} onTheirs={close} />}
      {!wrong && buttoned && (
        <div className="k-row">
          <Button small kind="primary" onClick={() => void save(value)}>
            {say('ui.save')}
          </Button>
          <Button small kind="text" onClick={close}>
            {say('ui.cancel')}
          </Button>
        </div>
      )}
    </div>
  )
}

/** The editor replaces the button that was pressed, so the focus moves with it. */
function focusFirst(box: HTMLDivElement | null): void {
  if (box && !box.contains(document.activeElement)) box.querySelector<HTMLElement>('input,textarea')?.focus()
}

function Wrong({ problem, fact, onMine, onTheirs }: { problem: ProblemLike; fact: Fact; onMine: () => void; onTheirs: () => void }) {
  const say = useSay()
  if (problem.rule !== 'changed-meanwhile') {
    const issue = problem.issues[0]
    return (
      <p className="k-fld-error" role="alert">
        {issue?.message ?? problemWords(problem, say)}
      </p>
    )
  }
  const who = problem.facts?.who
  return (
    <div className="k-conflict" role="alert">
      <p>{who ? say('ui.conflict', { who }) : say('ui.conflict-someone')}</p>
      <p className="k-t2">
        {say('ui.conflict-theirs')}：<b>{fact.value}</b>
      </p>
      <div className="k-row">
        <Button small onClick={onMine}>
          {say('ui.use-mine')}
        </Button>
        <Button small onClick={onTheirs}>
          {say('ui.use-theirs')}
        </Button>
      </div>
    </div>
  )
}

/** Share of the facts that are filled in, with what is missing. */
export function Completeness({ title, percent, missing }: { title: string; percent: number; missing?: ReactNode }) {
  return (
    <section className="k-complete">
      <h3 className="k-h3">
        {title} {percent}%{missing && <span>{missing}</span>}
      </h3>
      <div className="k-bar wide">
        <span className="k-bar-rail">
          <i style={{ width: `${percent}%` }} />
        </span>
      </div>
    </section>
  )
}
