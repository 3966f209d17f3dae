import { useMemo } from 'react'
import { z } from 'zod'
import { day } from '../../../core/day.ts'
import { useChange, useRead } from '../../../platform/web/reads.ts'
import { Dialog } from '../../../ui/dialog.tsx'
import { Field } from '../../../ui/form/field.tsx'
import { Form } from '../../../ui/form/form.tsx'
import { useNow } from '../../../ui/now.tsx'
import { useSay } from '../../../ui/say.tsx'
import { listPolicies } from '../../policies/contract.ts'
import { startRun } from '../contract.ts'

const schema = z.strictObject({ asOf: day, policyVersion: z.int().min(1).optional() })

type ReplayProps = { open: boolean; onClose: () => void; onStarted: (jobId: number) => void }

/** The book as it stood on a past day, by a chosen policy; what is in force stays as it is. */
export function Replay({ open, onClose, onStarted }: ReplayProps) {
  const say = useSay()
  return (
    <Dialog open={open} title={say('tiers.replay')} onClose={onClose}>
      <ReplayForm onClose={onClose} onStarted={onStarted} />
    </Dialog>
  )
}

function ReplayForm({ onClose, onStarted }: Omit<ReplayProps, 'open'>) {
  const say = useSay()
  const { today } = useNow()
  const versions = useRead(listPolicies, {}).data?.versions ?? []
  const start = useChange(startRun, { onDone: ({ jobId }) => onStarted(jobId) })
  const values = useMemo(() => ({ asOf: today }), [today])
  const options = versions.map((v) => ({ value: v.version, label: say('tiers.version-named', { version: v.version, title: v.title }) }))
  return (
    <Form
      schema={schema}
      values={values}
      words="tiers.replay-field"
      onSubmit={start.send}
      problem={start.problem}
      busy={start.busy}
      submitLabel={say('tiers.replay-start')}
      onCancel={onClose}
    >
      <p className="k-t2">{say('tiers.replay-says')}</p>
      <Field name="asOf" />
      <Field name="policyVersion" options={options} placeholder={say('tiers.newest-version')} />
    </Form>
  )
}
