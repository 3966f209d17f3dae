import { DownloadOutlined } from '@ant-design/icons'
import { useState } from 'react'
import { fetchFile } from '../../../platform/web/files.ts'
import { useChange, useRead } from '../../../platform/web/reads.ts'
import { useMay } from '../../../platform/web/session.ts'
import { Button } from '../../../ui/button.tsx'
import { whenWords } from '../../../ui/days.ts'
import { Empty } from '../../../ui/empty.tsx'
import { useGo, useSearchText } from '../../../ui/link.tsx'
import { usePhone } from '../../../ui/media.ts'
import { useNow } from '../../../ui/now.tsx'
import { Page } from '../../../ui/page.tsx'
import { Problem } from '../../../ui/problem.tsx'
import { useSay } from '../../../ui/say.tsx'
import { Skeleton } from '../../../ui/skeleton.tsx'
import { useToast } from '../../../ui/toast.tsx'
import { distribution, exportTiers, startRun } from '../contract.ts'
import { AssessmentButton } from './assessment-button.tsx'
import { Distribution } from './distribution.tsx'
import { Movement } from './movement.tsx'
import { Replay } from './replay.tsx'
import { RunProgress } from './run-progress.tsx'
import { Runs } from './runs.tsx'
import './tiers.css'

/** Where the whole book stands: tiers by stages, who moved, and the runs that found it. */
export function Tiers() {
  const say = useSay()
  const now = useNow()
  const asked = Number(new URLSearchParams(useSearchText()).get('run'))
  const runId = Number.isSafeInteger(asked) && asked > 0 ? asked : undefined
  const { data, problem, again } = useRead(distribution, runId === undefined ? {} : { runId })
  const [job, setJob] = useState<number | undefined>(undefined)
  const start = useChange(startRun, { onDone: ({ jobId }) => setJob(jobId) })
  const ended = data?.run?.endedAt
  const phone = usePhone()
  const run = <RunButton busy={start.busy} onRun={() => void start.send({})} />
  const mayRun = useMay()('tiering.run')
  const note = data?.run && ended && say('tiers.as-of', { time: whenWords(ended, now, say), version: data.run.policyVersion })
  return (
    <Page
      title={say('tiers.title')}
      note={note}
      prints
      moreActions={
        <>
          <MoreActions
            asOf={runId === undefined ? undefined : data?.run?.asOf}
            onIncremental={() => void start.send({ incremental: true })}
            onJob={setJob}
          />
          {phone && !mayRun && run}
        </>
      }
      actions={(!phone || mayRun) && run}
    >
      <Problem problem={start.problem} />
      {job !== undefined && <RunProgress key={job} jobId={job} onEnd={() => setJob(undefined)} />}
      <Problem problem={problem} again={again} />
      {!data && !problem && <Skeleton rows={8} />}
      {data && !data.run && <NeverRun onRun={() => void start.send({})} />}
      {data?.run && data.counts.length === 0 && <NoBook />}
      {data?.run && data.counts.length > 0 && <Distribution run={data.run} counts={data.counts} replay={runId !== undefined} />}
      <Movement />
      <Runs />
    </Page>
  )
}

function RunButton({ busy, onRun }: { busy: boolean; onRun: () => void }) {
  const say = useSay()
  const refused = useMay()('tiering.run') ? undefined : say('tiers.no-run-right')
  return (
    <Button kind="primary" busy={busy} disabledBecause={refused} onClick={onRun}>
      {say('tiers.run')}
    </Button>
  )
}

type MoreProps = { asOf: string | undefined; onIncremental: () => void; onJob: (jobId: number) => void }

function MoreActions({ asOf, onIncremental, onJob }: MoreProps) {
  const say = useSay()
  const may = useMay()
  const go = useGo()
  const toast = useToast()
  const [replaying, setReplaying] = useState(false)
  const make = useChange(exportTiers, {
    onDone: ({ fileId, name, rows }) => {
      fetchFile(fileId, name)
      toast({ text: say('tiers.exported', { count: rows }) })
    },
  })
  return (
    <>
      {may('tiering.run') && (
        <>
          <Button kind="text" onClick={onIncremental}>
            {say('tiers.run-news')}
          </Button>
          <Button kind="text" onClick={() => setReplaying(true)}>
            {say('tiers.replay')}
          </Button>
        </>
      )}
      {may('tiering.export') && (
        <Button icon={<DownloadOutlined />} busy={make.busy} onClick={() => void make.send(asOf === undefined ? {} : { asOf })}>
          {say('tiers.export')}
        </Button>
      )}
      {make.problem && <span className="k-aux k-danger">{make.problem.message}</span>}
      <AssessmentButton asOf={asOf} />
      <Replay
        open={replaying}
        onClose={() => setReplaying(false)}
        onStarted={(jobId) => {
          setReplaying(false)
          onJob(jobId)
          go('/tiers')
        }}
      />
    </>
  )
}

function NoBook() {
  const say = useSay()
  const mayImport = useMay()('customers.import')
  return (
    <Empty
      title={say('tiers.no-book')}
      why={say('tiers.no-book-why')}
      action={
        mayImport && (
          <Button kind="primary" to="/import?kind=orders">
            {say('tiers.import-orders')}
          </Button>
        )
      }
    />
  )
}

function NeverRun({ onRun }: { onRun: () => void }) {
  const say = useSay()
  const mayRun = useMay()('tiering.run')
  return (
    <Empty
      title={say('tiers.never')}
      why={say('tiers.never-why')}
      action={
        mayRun && (
          <Button kind="primary" onClick={onRun}>
            {say('tiers.run')}
          </Button>
        )
      }
    />
  )
}
