import { type FormEvent, type ReactNode, useEffect, useId, useMemo, useState } from 'react'
import type { z } from 'zod'
import { Button } from '../button.tsx'
import { keep, stored } from '../kept.ts'
import { Problem, type ProblemLike } from '../problem.tsx'
import { useSay } from '../say.tsx'
import { check, missingFields } from './check.ts'
import { Field } from './field.tsx'
import { fieldShapes } from './field-shape.ts'
import { FormContext, type FormState, type FormValues } from './form-state.ts'
import '../css/form.css'

export type FormProps<S extends z.ZodObject> = {
  /** The endpoint's input; fields, limits and choices come from it. */
  schema: S
  /** What stands in it at first, and what is sent without being shown (`id`, `version`). */
  values: Partial<z.input<S>>
  /** Text key prefix: a field's label is `<words>.<name>`, a choice's word `<words>.<name>.<VALUE>`. */
  words: string
  onSubmit: (values: z.input<S>) => unknown
  problem?: ProblemLike | undefined
  busy?: boolean
  submitLabel?: string
  /** Why it cannot be sent now although nothing is missing. */
  disabledBecause?: string | undefined
  onCancel?: () => void
  /** Keeps what is typed on this device under this name until it is saved. */
  draft?: string
  /** Fields in the order to show; by default `Field`s among the children, or all that `values` does not fix. */
  fields?: readonly (keyof z.input<S> & string)[]
  children?: ReactNode
}

/** A form over a strict object schema. A resolved value other than undefined from `onSubmit` clears the draft. */
export function Form<S extends z.ZodObject>(p: FormProps<S>) {
  const say = useSay()
  const form = useFormState(p)
  const { values, missing, errors, changed } = form
  const submit = async (e: FormEvent) => {
    e.preventDefault()
    form.showAll()
    if (missing.length > 0 || errors.length > 0 || p.busy || p.disabledBecause) return
    const done = await p.onSubmit(sendable<S>(values))
    if (done !== undefined) form.dropDraft()
  }
  const labels = missing.map((name) => form.context.labelOf(name))
  const because = missing.length > 0 ? say('ui.missing', { fields: labels }) : p.disabledBecause
  return (
    <FormContext value={form.context}>
      <form className="k-form" onSubmit={submit} noValidate>
        <Problem problem={p.problem} shownPaths={Object.keys(form.context.shapes)} />
        {p.children ?? form.shown.map((name) => <Field key={name} name={name} />)}
        <div className="k-row k-form-foot">
          <Button kind="primary" submit quiet busy={p.busy ?? false} disabledBecause={because}>
            {p.submitLabel ?? say('ui.save')}
          </Button>
          {p.onCancel && (
            <Button kind="text" onClick={p.onCancel}>
              {say('ui.cancel')}
            </Button>
          )}
          {because && <span className="k-aux k-t3">{because}</span>}
          <span className="k-grow" />
          {p.draft && changed && (
            <span className="k-aux k-t3">
              {say('ui.draft-kept')}{' '}
              <Button kind="link" small onClick={form.startOver}>
                {say('ui.draft-drop')}
              </Button>
            </span>
          )}
        </div>
      </form>
    </FormContext>
  )
}

/** The values without empty text, as the schema's input; `check` has passed before. */
const sendable = <S extends z.ZodObject>(values: FormValues): z.input<S> =>
  Object.fromEntries(Object.entries(values).filter(([, v]) => v !== undefined && v !== '')) as z.input<S>

const asValues = (value: unknown): FormValues =>
  typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value)) : {}

const requiredFields = (shapes: ReturnType<typeof fieldShapes>): string[] =>
  Object.keys(shapes).filter((name) => shapes[name]?.required && shapes[name]?.kind !== 'switch')

function useFormState<S extends z.ZodObject>(p: FormProps<S>) {
  const say = useSay()
  const id = useId()
  const shapes = useMemo(() => fieldShapes(p.schema), [p.schema])
  const start = useMemo(() => asValues(p.values), [p.values])
  const [typed, setTyped] = useState<FormValues>(() => (p.draft ? asValues(stored(`draft.${p.draft}`)) : {}))
  const [touched, setTouched] = useState<ReadonlySet<string>>(new Set())
  const [old, setOld] = useState<{ problem: ProblemLike | undefined; names: ReadonlySet<string> }>({ problem: undefined, names: new Set() })
  const values = { ...start, ...typed }
  const shown = p.fields ?? Object.keys(shapes).filter((name) => !(name in start) || !['id', 'version'].includes(name))
  const missing = missingFields(requiredFields(shapes), values)
  const errors = check(p.schema, sendable<S>(values), say).filter((e) => !missing.includes(e.path))
  const changed = Object.keys(typed).length > 0
  const { draft } = p
  useEffect(() => {
    if (draft) keep(`draft.${draft}`, changed ? typed : undefined)
  }, [draft, typed, changed])
  const serverError = (name: string) => (old.problem === p.problem && old.names.has(name) ? undefined : issueWords(p.problem, name, say))
  const context: FormState = {
    values,
    shapes,
    words: p.words,
    busy: p.busy ?? false,
    set: (name, value) => {
      setTyped((last) => ({ ...last, [name]: value }))
      setOld((last) => ({ problem: p.problem, names: new Set(last.problem === p.problem ? [...last.names, name] : [name]) }))
    },
    touch: (name) => setTouched((last) => (last.has(name) ? last : new Set([...last, name]))),
    errorOf: (name) =>
      serverError(name) ??
      (touched.has(name) && values[name] !== undefined && values[name] !== ''
        ? errors.find((e) => e.path.split('.')[0] === name)?.message
        : undefined),
    labelOf: (name, label) => label ?? say(`${p.words}.${name}`),
    idOf: (name) => `${id}-${name}`,
  }
  return {
    values,
    shown,
    missing,
    errors,
    changed,
    context,
    showAll: () => setTouched(new Set(Object.keys(shapes))),
    startOver: () => setTyped({}),
    dropDraft: () => draft && keep(`draft.${draft}`, undefined),
  }
}

function issueWords(problem: ProblemLike | undefined, name: string, say: (key: string) => string): string | undefined {
  const issue = problem?.issues.find((i) => i.path === name || i.path.startsWith(`${name}.`))
  return issue && (issue.message ?? say(`reason.${issue.reason}`))
}
