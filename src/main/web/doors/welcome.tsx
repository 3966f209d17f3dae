import { DatabaseOutlined, ImportOutlined, TeamOutlined } from '@ant-design/icons'
import type { ReactNode } from 'react'
import { useState } from 'react'
import { readJob } from '../../../platform/office/contract.ts'
import { useChange, useRead } from '../../../platform/web/reads.ts'
import { useMay } from '../../../platform/web/session.ts'
import { Button } from '../../../ui/button.tsx'
import { JobProgress } from '../../../ui/job-progress.tsx'
import { Line, Lines } from '../../../ui/lines.tsx'
import { Page } from '../../../ui/page.tsx'
import { Problem } from '../../../ui/problem.tsx'
import { useSay } from '../../../ui/say.tsx'
import { loadResult, startSampleLoad } from '../../sample/contract.ts'

/** After the first run: how customers and colleagues come in. */
export function Welcome() {
  const say = useSay()
  const may = useMay()
  const [jobId, setJobId] = useState<number | undefined>(undefined)
  const load = useChange(startSampleLoad, { rooms: ['jobs'], onDone: (started) => setJobId(started.jobId) })
  const forbidden = (permission: string) => (may(permission) ? undefined : say('problem.forbidden'))
  return (
    <Page title={say('welcome.title')}>
      <p className="k-t2 k-lead">{say('welcome.lead')}</p>
      <Problem problem={load.problem} />
      <Lines label={say('welcome.title')}>
        <Way name="import" icon={<ImportOutlined />}>
          <Button kind="primary" to="/import" quiet disabledBecause={forbidden('customers.import')}>
            {say('welcome.import-do')}
          </Button>
        </Way>
        <Way name="sample" icon={<DatabaseOutlined />}>
          <Button
            busy={load.busy}
            quiet
            disabledBecause={jobId === undefined ? forbidden('company.manage') : say('welcome.sample-running')}
            onClick={() => void load.send({})}
          >
            {say('welcome.sample-do')}
          </Button>
        </Way>
        <Way name="people" icon={<TeamOutlined />}>
          <Button to="/settings/people/new" quiet disabledBecause={forbidden('organisation.manage')}>
            {say('welcome.people-do')}
          </Button>
        </Way>
      </Lines>
      {jobId !== undefined && <SampleLoad jobId={jobId} />}
    </Page>
  )
}

function Way({ name, icon, children }: { name: string; icon: ReactNode; children: ReactNode }) {
  const say = useSay()
  return <Line icon={icon} title={say(`welcome.${name}`)} text={say(`welcome.${name}-text`)} actions={children} />
}

function SampleLoad({ jobId }: { jobId: number }) {
  const say = useSay()
  const { data: job, problem, again } = useRead(readJob, { id: jobId }, { everySeconds: 1 })
  const result = loadResult.safeParse(job?.result)
  if (problem) return <Problem problem={problem} again={again} />
  if (job?.state === 'FAILED') return <Problem problem={{ code: 'fault', rule: 'fault', issues: [] }} />
  if (result.success) {
    return (
      <div className="k-row k-welcome-done">
        <span>{say('welcome.sample-done', result.data)}</span>
        <Button to="/customers">{say('welcome.sample-look')}</Button>
      </div>
    )
  }
  const share = job?.total ? job.done / job.total : undefined
  return (
    <div className="k-welcome-done">
      <JobProgress title={say('welcome.sample-running')} done={share} mayLeave />
    </div>
  )
}
