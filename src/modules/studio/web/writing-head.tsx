import { RedoOutlined, UndoOutlined } from '@ant-design/icons'
import { type ReactNode, useState } from 'react'
import { Button } from '../../../ui/button.tsx'
import { Chip } from '../../../ui/chip.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { usePhone } from '../../../ui/media.ts'
import { Page } from '../../../ui/page.tsx'
import { useSay } from '../../../ui/say.tsx'
import type { PolicyProblem } from '../../policies/policy/problems.ts'
import type { Draft, Steps } from './draft.ts'
import { StartOver } from './start-over.tsx'
import type { useCheck } from './use-check.ts'
import { type Face, Faces } from './writing-side.tsx'

type HeadProps = {
  from: number | null
  asked: number | undefined
  count: number
  dirty: boolean
  broken: boolean
  onStart: (draft: Draft) => void
  children: ReactNode
}

/** The head of the page: which draft this is, where it came from, and where it goes. */
export function WritingHead({ from, asked, count, dirty, broken, onStart, children }: HeadProps) {
  const say = useSay()
  const phone = usePhone()
  const [choosing, setChoosing] = useState(asked !== undefined)
  const origin = from === null ? say('studio.draft-new') : say('studio.draft-from', { version: from })
  return (
    <Page
      title={say('studio.title')}
      note={
        !phone && (
          <span className="k-row">
            {dirty && <Chip tone="warn">{say('studio.draft')}</Chip>}
            {origin} · {count > 0 ? say('studio.changed', { count }) : say('studio.unchanged')}
          </span>
        )
      }
      back="/policies"
      body="fill"
      moreActions={
        <Button kind="text" onClick={() => setChoosing(true)}>
          {say('studio.start-over')}
        </Button>
      }
      actions={
        <Button kind="primary" to="/policies/preview" quiet disabledBecause={broken ? say('studio.broken-first') : undefined}>
          {say('studio.to-preview')}
        </Button>
      }
    >
      {children}
      <Dialog open={choosing} title={say('studio.start-over')} onClose={() => setChoosing(false)}>
        <p className="k-t2 k-lead">{say('studio.start-says')}</p>
        <StartOver
          onStart={(draft) => {
            setChoosing(false)
            onStart(draft)
          }}
        />
      </Dialog>
    </Page>
  )
}

type ToolsProps = {
  steps: Steps
  face: Face
  onFace: (face: Face) => void
  wide: boolean
  count: number
  check: ReturnType<typeof useCheck>
  broken: PolicyProblem | undefined
  onLine: (line: number | undefined) => void
}

/** Back and forth, what is shown, and how the text stands. */
export function WritingTools({ steps, face, onFace, wide, count, check, broken, onLine }: ToolsProps) {
  const say = useSay()
  const { findings, checked } = check
  return (
    <>
      <div className="studio-tools">
        <Button
          kind="text"
          small
          icon={<UndoOutlined />}
          label={say('studio.undo')}
          quiet
          disabledBecause={steps.undo ? undefined : ''}
          onClick={() => steps.undo?.()}
        />
        <Button
          kind="text"
          small
          icon={<RedoOutlined />}
          label={say('studio.redo')}
          quiet
          disabledBecause={steps.redo ? undefined : ''}
          onClick={() => steps.redo?.()}
        />
        <span className={`k-aux k-cut ${checked && findings.length > 0 ? 'k-warn' : 'k-t3'}`}>
          {!checked
            ? say('studio.checking')
            : findings.length === 0
              ? say('studio.sound')
              : say('studio.to-mend', { count: findings.length })}
        </span>
        <span className="k-grow" />
        <Faces face={face} onFace={onFace} wide={wide} changes={count} findings={broken ? 1 : findings.length} />
      </div>
      {broken && (
        <div className="studio-broken" role="alert">
          <span>
            {broken.line === undefined ? say('studio.broken-whole') : say('studio.broken', { line: broken.line })}{' '}
            {say(`policy.${broken.reason}`, { ...broken.facts, line: broken.line })}
          </span>
          {broken.line !== undefined && (
            <Button kind="link" small onClick={() => onLine(broken.line)}>
              {say('studio.go-to-line', { line: broken.line })}
            </Button>
          )}
        </div>
      )}
    </>
  )
}
