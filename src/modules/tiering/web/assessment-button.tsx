import { FileExcelOutlined } from '@ant-design/icons'
import type { Day } from '../../../core/day.ts'
import { fetchFile } from '../../../platform/web/files.ts'
import { useChange } from '../../../platform/web/reads.ts'
import { useMay } from '../../../platform/web/session.ts'
import { Button } from '../../../ui/button.tsx'
import { useSay } from '../../../ui/say.tsx'
import { useToast } from '../../../ui/toast.tsx'
import { assessmentTable } from '../contract.ts'

/** Makes the table of assessments, of now or of a replayed day, with value and risk beside each tier; only for who may. */
export function AssessmentButton({ asOf }: { asOf: Day | undefined }) {
  const say = useSay()
  const may = useMay()
  const toast = useToast()
  const make = useChange(assessmentTable, {
    onDone: ({ fileId, name, rows }) => {
      fetchFile(fileId, name)
      toast({ text: say('tiers.assessment-made', { count: rows }) })
    },
  })
  if (!may('tiering.export')) return null
  return (
    <>
      <Button icon={<FileExcelOutlined />} busy={make.busy} onClick={() => void make.send(asOf === undefined ? {} : { asOf })}>
        {say('tiers.assessment')}
      </Button>
      {make.problem && <span className="k-aux k-danger">{make.problem.message}</span>}
    </>
  )
}
