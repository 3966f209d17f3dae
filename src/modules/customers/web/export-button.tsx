import { DownloadOutlined } from '@ant-design/icons'
import { fetchFile } from '../../../platform/web/files.ts'
import { useChange } from '../../../platform/web/reads.ts'
import { useMay } from '../../../platform/web/session.ts'
import { Button } from '../../../ui/button.tsx'
import { useSay } from '../../../ui/say.tsx'
import { useToast } from '../../../ui/toast.tsx'
import { exportCustomers } from '../contract/export.ts'
import type { FilterInput, SortInput } from './list-query.ts'

export type ExportAsked = { filter: FilterInput; sort: SortInput }

/** Makes files of customers and hands them to the browser's downloads. */
export function useExport() {
  const say = useSay()
  const toast = useToast()
  return useChange(exportCustomers, {
    onDone: ({ fileId, name, rows }) => {
      fetchFile(fileId, name)
      toast({ text: say('customers.exported', { count: rows }) })
    },
  })
}

/** Makes a workbook of what the list shows and hands it to the browser's downloads. */
export function ExportButton({ filter, sort }: ExportAsked) {
  const say = useSay()
  const refused = useMay()('customers.export') ? undefined : say('customers.no-export-right')
  const make = useExport()
  return (
    <>
      <Button icon={<DownloadOutlined />} busy={make.busy} disabledBecause={refused} onClick={() => void make.send({ ...filter, sort })}>
        {say('customers.export')}
      </Button>
      {make.problem && <span className="k-aux k-danger">{make.problem.message}</span>}
    </>
  )
}
