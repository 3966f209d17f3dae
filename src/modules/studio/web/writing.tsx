import { useState } from 'react'
import { useRead } from '../../../platform/web/reads.ts'
import { useSearchText } from '../../../ui/link.tsx'
import { Page } from '../../../ui/page.tsx'
import { Problem } from '../../../ui/problem.tsx'
import { useSay } from '../../../ui/say.tsx'
import { Skeleton } from '../../../ui/skeleton.tsx'
import { listPolicies, readPolicy } from '../../policies/contract.ts'
import { type Draft, useKeptDraft } from './draft.ts'
import { StartOver } from './start-over.tsx'
import { StudioWords } from './words.tsx'
import { Board } from './writing-board.tsx'
import './studio.css'

/** Writing a policy: its chapters as forms beside the one text they edit. */
export const Writing = () => (
  <StudioWords>
    <Desk />
  </StudioWords>
)

/** Finds what to write on: the draft of this device, a version the address names, or the one in force. */
function Desk() {
  const say = useSay()
  const [draft, keep] = useKeptDraft()
  const [round, setRound] = useState(0)
  const asked = Number(new URLSearchParams(useSearchText()).get('from'))
  const versions = useRead(listPolicies, {})
  const known = versions.data?.versions
  const from = draft?.from ?? (known?.some((v) => v.version === asked) ? asked : known?.find((v) => v.inForce)?.version)
  const base = useRead(readPolicy, { version: from ?? 1 }, { when: from !== undefined, staleSeconds: 600 })
  const start = (chosen: Draft) => {
    keep(chosen)
    setRound(round + 1)
  }
  const source = draft?.source ?? base.data?.source
  const problem = versions.problem ?? base.problem
  if (problem || (known && from === undefined && !draft) || source === undefined || (from !== undefined && !base.data)) {
    return (
      <Page title={say('studio.title')} back="/policies">
        <Problem problem={problem} again={versions.again} />
        {!problem && (!known || from !== undefined) && <Skeleton rows={12} />}
        {known && from === undefined && !draft && (
          <>
            <p className="k-lead">{say('studio.start-first')}</p>
            <StartOver onStart={start} />
          </>
        )}
      </Page>
    )
  }
  return (
    <Board
      key={`${round} ${from}`}
      first={source}
      base={base.data?.source}
      from={draft ? draft.from : (from ?? null)}
      asked={draft && known?.some((v) => v.version === asked) && asked !== draft.from ? asked : undefined}
      onText={(text) => keep(text === base.data?.source ? undefined : { source: text, from: from ?? null })}
      onStart={start}
    />
  )
}
