import { ExclamationCircleFilled } from '@ant-design/icons'
import { type ReactNode, useMemo } from 'react'
import { day as isDay } from '../../../core/day.ts'
import { useChange } from '../../../platform/web/reads.ts'
import { useMay } from '../../../platform/web/session.ts'
import { Button } from '../../../ui/button.tsx'
import { shortDay } from '../../../ui/days.ts'
import { DayInput } from '../../../ui/form/day-input.tsx'
import { Field } from '../../../ui/form/field.tsx'
import { Form } from '../../../ui/form/form.tsx'
import { useGo } from '../../../ui/link.tsx'
import { useNow } from '../../../ui/now.tsx'
import { Section } from '../../../ui/page.tsx'
import { useSay } from '../../../ui/say.tsx'
import { useToast } from '../../../ui/toast.tsx'
import { publishPolicy } from '../../policies/contract.ts'
import { Changes } from './changes.tsx'
import { chaptersOfDifferences } from './difference-words.ts'
import { differencesBetween } from './differences-between.ts'
import type { Draft } from './draft.ts'
import { Mend } from './mend.tsx'
import { readText } from './policy-text.ts'
import { useCheck } from './use-check.ts'

type PublishProps = {
  draft: Draft
  base: string | undefined
  inForce: number | undefined
  onDay: (day: string) => void
  /** Text key of what the figures beside it do not cover. */
  warning: string | undefined
  triedFor: string | undefined
  onPublished: () => void
}

const schema = publishPolicy.input.omit({ source: true })

/** From when, why, and what changes; it may be published untried, but then it says so. */
export function PublishPanel({ draft, base, inForce, onDay, warning, triedFor, onPublished }: PublishProps) {
  const say = useSay()
  const go = useGo()
  const toast = useToast()
  const { today } = useNow()
  const may = useMay()('policies.publish')
  const check = useCheck(draft.source)
  const chapters = useChanges(base, draft.source)
  const publish = useChange(publishPolicy, {
    rooms: ['tiering', 'studio', 'care', 'tasks', 'compliance'],
    onDone: (p) => {
      toast({ text: say('preview.published', { version: p.version }) })
      onPublished()
      go(`/policies/compare?from=${draft.from ?? p.version - 1}&to=${p.version}`)
    },
  })
  const isOld = draft.from !== null && inForce !== undefined && draft.from !== inForce
  const values = useMemo(() => ({ effectiveOn: today, note: '' }), [today])
  const because = !may
    ? say('preview.no-publish-right')
    : !check.checked
      ? say('studio.checking')
      : check.findings.length > 0
        ? say('preview.still-open', { count: check.findings.length })
        : draft.source === base
          ? say('preview.nothing-new', { version: draft.from ?? '' })
          : undefined
  return (
    <aside className="preview-side">
      <Section title={say('preview.publish')}>
        {warning && <Warning>{say(warning, { day: triedFor ? shortDay(triedFor, today) : '' })}</Warning>}
        {isOld && <Warning>{say('preview.base-old', { version: inForce, from: draft.from })}</Warning>}
        <Form
          schema={schema}
          values={values}
          words="preview.field"
          onSubmit={(v) => publish.send({ ...v, source: draft.source })}
          problem={publish.problem}
          busy={publish.busy}
          disabledBecause={because}
          submitLabel={say('preview.publish')}
        >
          <Field name="effectiveOn" hint={say('preview.effective-hint')}>
            {(input) => (
              <DayInput
                id={input.id}
                value={typeof input.value === 'string' ? input.value : ''}
                invalid={input.invalid}
                describedBy={input.describedBy}
                onBlur={input.onBlur}
                onChange={(text) => {
                  input.onChange(text === '' ? undefined : text)
                  if (isDay.safeParse(text).success) onDay(text)
                }}
              />
            )}
          </Field>
          <Field name="note" kind="long-text" rows={2} placeholder={say('preview.note-hint')} />
        </Form>
        <p className="k-aux k-t3 preview-undo">{say('preview.undo-says')}</p>
      </Section>
      {check.findings.length > 0 && (
        <Section title={say('studio.face.mend')}>
          <Mend {...check} onFinding={(f) => go(`/policies/write?chapter=${f.path.split('.')[0] ?? ''}`)} />
        </Section>
      )}
      {base !== undefined && (
        <Section
          title={say('preview.changes')}
          more={
            <Button kind="link" small to={`/policies/compare?from=${draft.from ?? ''}&to=draft`}>
              {say('studio.compare')}
            </Button>
          }
        >
          {chapters.length === 0 ? <p className="k-t3">{say('studio.no-changes')}</p> : <Changes chapters={chapters} />}
        </Section>
      )}
    </aside>
  )
}

const Warning = ({ children }: { children: ReactNode }) => (
  <p className="preview-warning">
    <ExclamationCircleFilled />
    <span>{children}</span>
  </p>
)

function useChanges(base: string | undefined, source: string) {
  const say = useSay()
  return useMemo(() => {
    const [before, after] = [base === undefined ? undefined : readText(base), readText(source)]
    if (!before?.ok || !after.ok) return []
    return chaptersOfDifferences(differencesBetween(before.text.value, after.text.value), say)
  }, [base, source, say])
}
