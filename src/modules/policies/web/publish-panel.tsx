import { CheckCircleFilled } from '@ant-design/icons'
import { useMemo } from 'react'
import type { z } from 'zod'
import { useChange } from '../../../platform/web/reads.ts'
import { useMay } from '../../../platform/web/session.ts'
import { Button } from '../../../ui/button.tsx'
import { Field } from '../../../ui/form/field.tsx'
import { Form } from '../../../ui/form/form.tsx'
import { useGo } from '../../../ui/link.tsx'
import { useNow } from '../../../ui/now.tsx'
import { Section } from '../../../ui/page.tsx'
import { Problem } from '../../../ui/problem.tsx'
import { useSay } from '../../../ui/say.tsx'
import { useToast } from '../../../ui/toast.tsx'
import { checkPolicy, type policyFinding, publishPolicy } from '../contract.ts'
import { GapMatrix } from './gap-matrix.tsx'
import { useChecked } from './use-checked.ts'

type Finding = z.input<typeof policyFinding>
type PanelProps = { source: string; onPublished: () => void; onLine: (line: number) => void }

/** Beside the text: what the check found, and publishing once nothing is left open. */
export function PublishPanel({ source, onPublished, onLine }: PanelProps) {
  const say = useSay()
  const { result, busy, problem, check } = useChecked(checkPolicy, source)
  return (
    <aside className="policies-side">
      <Section title={say('policies.check')}>
        <p className="k-t2">{say('policies.check-says')}</p>
        <div className="policies-act">
          <Button busy={busy} disabledBecause={source.trim() === '' ? say('policies.no-text') : undefined} onClick={check}>
            {say('policies.check-now')}
          </Button>
        </div>
        <Problem problem={problem} />
        {result?.sound && (
          <p className="k-ok k-row">
            <CheckCircleFilled /> {say('policies.sound')}
          </p>
        )}
        {result && !result.sound && <Findings findings={result.findings} onLine={onLine} />}
      </Section>
      <Publish source={source} result={result} onPublished={onPublished} />
    </aside>
  )
}

function Findings({ findings, onLine }: { findings: readonly Finding[]; onLine: (line: number) => void }) {
  const say = useSay()
  const others = findings.filter((f) => f.reason !== 'cell-missing')
  const gaps = findings.filter((f) => f.reason === 'cell-missing')
  return (
    <>
      <p className="k-warn k-b">{say('policies.findings', { count: findings.length })}</p>
      {gaps.length > 0 && <GapMatrix gaps={gaps} />}
      <ul className="policies-findings">
        {others.map((f) => (
          <li key={`${f.path} ${f.reason} ${f.line}`}>
            <button type="button" disabled={f.line === undefined} onClick={() => f.line !== undefined && onLine(f.line)}>
              <span className="k-t3 k-figure">{f.line === undefined ? '' : say('policies.line', { line: f.line })}</span>
              <span>
                {f.message}
                <span className="k-aux k-t3">{f.path}</span>
              </span>
            </button>
          </li>
        ))}
      </ul>
    </>
  )
}

type PublishProps = { source: string; result: { sound: boolean; findings: readonly Finding[] } | undefined; onPublished: () => void }
const schema = publishPolicy.input.omit({ source: true })

function Publish({ source, result, onPublished }: PublishProps) {
  const say = useSay()
  const go = useGo()
  const toast = useToast()
  const { today } = useNow()
  const mayPublish = useMay()('policies.publish')
  const publish = useChange(publishPolicy, {
    rooms: ['tiering'],
    onDone: (p) => {
      toast({ text: say('policies.published', { version: p.version }) })
      onPublished()
      go(`/policies/${p.version}`)
    },
  })
  const values = useMemo(() => ({ effectiveOn: today, note: '' }), [today])
  const because = !mayPublish
    ? say('policies.no-publish-right')
    : result === undefined
      ? say('policies.check-first')
      : result.sound
        ? undefined
        : say('policies.still-open', { count: result.findings.length })
  return (
    <Section title={say('policies.publish')}>
      {because === undefined ? (
        <Form
          schema={schema}
          values={values}
          words="policies.field"
          onSubmit={(v) => publish.send({ ...v, source })}
          problem={publish.problem}
          busy={publish.busy}
          submitLabel={say('policies.publish')}
        >
          <Field name="effectiveOn" hint={say('policies.effective-hint')} />
          <Field name="note" kind="long-text" rows={2} placeholder={say('policies.note-hint')} />
        </Form>
      ) : (
        <Button kind="primary" disabledBecause={because}>
          {say('policies.publish')}
        </Button>
      )}
    </Section>
  )
}
