import { DownloadOutlined } from '@ant-design/icons'
import type { z } from 'zod'
import { fetchFile } from '../../../platform/web/files.ts'
import { useChange } from '../../../platform/web/reads.ts'
import { useMay } from '../../../platform/web/session.ts'
import { Button } from '../../../ui/button.tsx'
import { useSay } from '../../../ui/say.tsx'
import { useToast } from '../../../ui/toast.tsx'
import { exportRecords } from '../contract.ts'

/** Makes a file of the records a filter holds; only for who may. */
export function ExportButton({ filter }: { filter: z.input<typeof exportRecords.input> }) {
  const say = useSay()
  const may = useMay()
  const toast = useToast()
  const make = useChange(exportRecords, {
    onDone: ({ fileId, name, rows }) => {
      fetchFile(fileId, name)
      toast({ text: say('compliance.exported', { count: rows }) })
    },
  })
  if (!may('compliance.export')) return null
  return (
    <>
      <Button icon={<DownloadOutlined />} busy={make.busy} onClick={() => void make.send(filter)}>
        {say('compliance.export')}
      </Button>
      {make.problem && <span className="k-aux k-danger">{make.problem.message}</span>}
    </>
  )
}
