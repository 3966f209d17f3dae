import { Select } from 'antd'
import { useMemo } from 'react'
import { useChange, useRead } from '../../../platform/web/reads.ts'
import { useMay } from '../../../platform/web/session.ts'
import { Button } from '../../../ui/button.tsx'
import { useGo, useSearchText } from '../../../ui/link.tsx'
import { usePhone } from '../../../ui/media.ts'
import { Page } from '../../../ui/page.tsx'
import { Problem } from '../../../ui/problem.tsx'
import { useSay } from '../../../ui/say.tsx'
import { Skeleton } from '../../../ui/skeleton.tsx'
import { useToast } from '../../../ui/toast.tsx'
import { listPolicies, restorePolicy } from '../../policies/contract.ts'
import { differences } from '../contract.ts'
import { Changes } from './changes.tsx'
import { chaptersOfDifferences } from './difference-words.ts'
import { useKeptDraft } from './draft.ts'
import { StudioWords } from './words.tsx'
import './studio.css'

/** Two versions side by side in words, or a version and the draft; an older one can be restored from here. */
export const Compare = () => (
  <StudioWords>
    <Comparing />
  </StudioWords>
)

type To = number | 'draft'

function Comparing() {
  const say = useSay()
  const go = useGo()
  const asked = new URLSearchParams(useSearchText())
  const phone = usePhone()
  const [draft] = useKeptDraft()
  const { data, problem, again } = useRead(listPolicies, {})
  const versions = data?.versions ?? []
  const known = (text: string | null) => versions.find((v) => String(v.version) === text)?.version
  const inForce = versions.find((v) => v.inForce)?.version
  const to: To | undefined = asked.get('to') === 'draft' && draft ? 'draft' : (known(asked.get('to')) ?? inForce)
  const from = known(asked.get('from')) ?? versions.find((v) => v.version !== to)?.version ?? inForce
  const choose = (side: 'from' | 'to', value: string) => {
    const next = { from: String(from), to: String(to), [side]: value }
    go(`/policies/compare?from=${next.from}&to=${next.to}`, { replace: true })
  }
  const options = versions.map((v) => ({
    value: String(v.version),
    label: say(v.inForce ? 'studio.in-force' : 'studio.version', { version: v.version }),
  }))
  const picker = (side: 'from' | 'to', value: To | undefined) => (
    <Select
      size="small"
      value={value === undefined ? null : String(value)}
      popupMatchSelectWidth={false}
      aria-label={say(`compare.${side}`)}
      options={side === 'to' && draft ? [{ value: 'draft', label: say('compare.draft') }, ...options] : options}
      onChange={(next: string) => choose(side, next)}
    />
  )
  const pickers = (
    <span className="k-row compare-pickers">
      {picker('from', from)} → {picker('to', to)}
    </span>
  )
  return (
    <Page
      title={say('compare.title')}
      back="/policies"
      note={!phone && pickers}
      actions={to !== undefined && to !== 'draft' && inForce !== undefined && to !== inForce && <Restore version={to} />}
    >
      {phone && pickers}
      <Problem problem={problem} again={again} />
      {!data && !problem && <Skeleton rows={6} />}
      {from !== undefined && to !== undefined && (to !== 'draft' || draft) && (
        <Between
          from={from}
          to={to}
          source={to === 'draft' ? draft?.source : undefined}
          restores={to !== 'draft' && to !== inForce && from === inForce}
        />
      )}
    </Page>
  )
}

type BetweenProps = { from: number; to: To; source: string | undefined; restores: boolean }

function Between({ from, to, source, restores }: BetweenProps) {
  const say = useSay()
  const other = to === 'draft' ? { source: source ?? '' } : { version: to }
  const { data, problem, again } = useRead(differences, { from, to: other }, { staleSeconds: 600 })
  const chapters = useMemo(() => chaptersOfDifferences(data?.changes ?? [], say), [data, say])
  const count = chapters.reduce((sum, c) => sum + c.changes.length, 0)
  return (
    <div className="k-measure">
      <Problem problem={problem} again={again} />
      {!data && !problem && <Skeleton rows={6} />}
      {data && restores && typeof to === 'number' && <p className="k-lead k-t2">{say('compare.restore-says', { version: to })}</p>}
      {data && <p className="k-t3 k-aux">{count === 0 ? say('compare.same') : say('compare.count', { count })}</p>}
      <Changes chapters={chapters} />
    </div>
  )
}

/** Publishes an earlier text again; the differences stand below when one comes here from the versions. */
function Restore({ version }: { version: number }) {
  const say = useSay()
  const go = useGo()
  const toast = useToast()
  const may = useMay()('policies.publish')
  const restore = useChange(restorePolicy, {
    rooms: ['tiering', 'studio', 'care', 'tasks', 'compliance'],
    onDone: (p) => {
      toast({ text: say('compare.restored', { version, now: p.version }) })
      go('/policies')
    },
  })
  return (
    <>
      {restore.problem && <span className="k-aux k-danger">{restore.problem.message}</span>}
      <Button
        kind="primary"
        busy={restore.busy}
        disabledBecause={may ? undefined : say('preview.no-publish-right')}
        onClick={() => void restore.send({ version, note: say('compare.restore-note', { version }) })}
      >
        {say('compare.restore', { version })}
      </Button>
    </>
  )
}
