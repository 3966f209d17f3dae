import { useState } from 'react'
import { useRead } from '../../../platform/web/reads.ts'
import { Button } from '../../../ui/button.tsx'
import { Empty } from '../../../ui/empty.tsx'
import { useNow } from '../../../ui/now.tsx'
import { Page } from '../../../ui/page.tsx'
import { Problem } from '../../../ui/problem.tsx'
import { useSay } from '../../../ui/say.tsx'
import { Skeleton } from '../../../ui/skeleton.tsx'
import { listPolicies, readPolicy } from '../../policies/contract.ts'
import { type Draft, fingerprint, useKeptDraft } from './draft.ts'
import { PreviewResult } from './preview-result.tsx'
import { useAsked } from './preview-state.ts'
import { PublishPanel } from './publish-panel.tsx'
import { StudioWords } from './words.tsx'
import './studio.css'

/** What publishing the draft would do, and publishing it. */
export const Preview = () => (
  <StudioWords>
    <Trying />
  </StudioWords>
)

function Trying() {
  const say = useSay()
  const [draft, keep] = useKeptDraft()
  const versions = useRead(listPolicies, {})
  const inForce = versions.data?.versions.find((v) => v.inForce)?.version
  const from = draft?.from ?? inForce
  const base = useRead(readPolicy, { version: from ?? 1 }, { when: from !== undefined, staleSeconds: 600 })
  const problem = versions.problem ?? base.problem
  const waits = !versions.data || (from !== undefined && !base.data)
  const back = <Button to="/policies/write">{say('preview.back')}</Button>
  return (
    <Page title={say('studio.preview')} back="/policies/write" body="fill" actions={back}>
      <Problem problem={problem} again={versions.again} />
      {!problem && waits && <Skeleton rows={10} />}
      {!problem && !waits && !draft && <Empty title={say('preview.no-text')} why={say('preview.no-text-why')} action={back} />}
      {!waits && draft && <Sides draft={draft} base={base.data?.source} inForce={inForce} onPublished={() => keep(undefined)} />}
    </Page>
  )
}

type SidesProps = { draft: Draft; base: string | undefined; inForce: number | undefined; onPublished: () => void }

function Sides({ draft, base, inForce, onPublished }: SidesProps) {
  const { today } = useNow()
  const [effectiveOn, setEffectiveOn] = useState(today)
  const [asked, setAsked] = useAsked()
  const text = fingerprint(draft.source)
  const warning =
    asked === undefined
      ? 'preview.not-tried'
      : asked.of !== text
        ? 'preview.text-changed'
        : asked.effectiveOn !== effectiveOn
          ? 'preview.day-changed'
          : undefined
  return (
    <div className="preview-columns">
      <PreviewResult
        source={draft.source}
        effectiveOn={effectiveOn}
        asked={asked}
        stale={asked !== undefined && asked.of !== text}
        onAsked={(jobId) => setAsked(jobId === undefined ? undefined : { jobId, of: text, effectiveOn })}
      />
      <PublishPanel
        draft={draft}
        base={base}
        inForce={inForce}
        onDay={setEffectiveOn}
        warning={warning}
        triedFor={asked?.effectiveOn}
        onPublished={() => {
          setAsked(undefined)
          onPublished()
        }}
      />
    </div>
  )
}
