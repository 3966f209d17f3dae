import { DeleteOutlined, DownloadOutlined, EditOutlined, TagsOutlined, UserSwitchOutlined } from '@ant-design/icons'
import { Dropdown } from 'antd'
import { lazy, type ReactNode, Suspense, useState } from 'react'
import { useMay } from '../../../platform/web/session.ts'
import { Button } from '../../../ui/button.tsx'
import { selectionInput } from '../../../ui/list/chosen.ts'
import type { Selection } from '../../../ui/list/list-props.ts'
import { useSay } from '../../../ui/say.tsx'
import type { CustomersChange } from '../contract/bulk.ts'
import { useExport } from './export-button.tsx'
import type { FilterInput, SortInput } from './list-query.ts'

export type Asked = FilterInput & { sort: SortInput }
export type BulkAsked = {
  selection: Selection
  list: Asked /** `done`: the rows need not stay selected. */
  onClose: (done: boolean) => void
}

const BulkForm = lazy(() => import('./bulk-forms.tsx').then((m) => ({ default: m.BulkForm })))

const verbs: readonly { verb: CustomersChange['verb']; icon: ReactNode; permission: string; lacks: string }[] = [
  { verb: 'ASSIGN', icon: <UserSwitchOutlined />, permission: 'customers.assign', lacks: 'customers.no-assign-right' },
  { verb: 'TAG', icon: <TagsOutlined />, permission: 'customers.write', lacks: 'customers.no-write-right' },
  { verb: 'EDIT', icon: <EditOutlined />, permission: 'customers.write', lacks: 'customers.no-write-right' },
  { verb: 'DELETE', icon: <DeleteOutlined />, permission: 'customers.delete', lacks: 'customers.no-delete-right' },
]

/** What can be done with the chosen customers. */
export function BulkActions({ selection, list, clear }: Omit<BulkAsked, 'onClose'> & { clear: () => void }) {
  const say = useSay()
  const may = useMay()
  const [open, setOpen] = useState<CustomersChange['verb'] | undefined>(undefined)
  const close = (done: boolean) => {
    setOpen(undefined)
    if (done) clear()
  }
  return (
    <>
      {verbs.map(({ verb, icon, permission, lacks }) => (
        <Button
          key={verb}
          kind="text"
          icon={icon}
          disabledBecause={may('customers.write') && may(permission) ? undefined : say(lacks)}
          onClick={() => setOpen(verb)}
        >
          {say(`customers.bulk.${verb}`)}
        </Button>
      ))}
      <ExportChosen selection={selection} list={list} />
      {open && (
        <Suspense>
          <BulkForm verb={open} selection={selection} list={list} onClose={close} />
        </Suspense>
      )}
    </>
  )
}

function ExportChosen({ selection, list }: Omit<BulkAsked, 'onClose'>) {
  const say = useSay()
  const make = useExport()
  const refused = useMay()('customers.export') ? undefined : say('customers.no-export-right')
  const button = (
    <Button kind="text" icon={<DownloadOutlined />} busy={make.busy} disabledBecause={refused}>
      {say('customers.export')}
    </Button>
  )
  if (refused) return button
  const { list: filter, ...rows } = selectionInput(list, selection)
  const formats = (['xlsx', 'csv'] as const).map((format) => ({
    key: format,
    label: say(`customers.export-${format}`),
    onClick: () => void make.send({ ...filter, ...rows, format }),
  }))
  return (
    <>
      <Dropdown menu={{ items: formats }} trigger={['click']}>
        <span>{button}</span>
      </Dropdown>
      {make.problem && <span className="k-aux k-danger">{make.problem.message}</span>}
    </>
  )
}
