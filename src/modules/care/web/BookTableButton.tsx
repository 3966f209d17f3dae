import { DownloadOutlined } from '@ant-design/icons'
import { fetchFile } from '../../../platform/web/files.ts'
import { useChange } from '../../../platform/web/reads.ts'
import { useMay } from '../../../platform/web/session.ts'
import { Button } from '../../../ui/button.tsx'
import { useSay } from '../../../ui/say.tsx'
import { useToast } from '../../../ui/toast.tsx'
import { bookTable } from '../contract/book.ts'

/** Makes the workbook of a year's plan and records (MD-03), by default of this year; only for who may. */
export function BookTableButton({ year, unitId }: { year?: number; unitId?: number | undefined }) {
  const say = useSay()
  const may = useMay()
  const toast = useToast()
  const make = useChange(bookTable, {
    onDone: ({ fileId, name, customers, tasks }) => {
      fetchFile(fileId, name)
      toast({ text: say('care-book.exported', { customers, tasks }) })
    },
  })
  if (!may('care.export')) return null
  const asked = { ...(year === undefined ? {} : { year }), ...(unitId === undefined ? {} : { unitId }) }
  return (
    <>
      <Button icon={<DownloadOutlined />} busy={make.busy} onClick={() => void make.send(asked)}>
        {say('care-book.export')}
      </Button>
      {make.problem && <span className="k-aux k-danger">{make.problem.message}</span>}
    </>
  )
}
