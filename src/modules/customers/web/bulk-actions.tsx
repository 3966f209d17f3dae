import { DeleteOutlined, DownloadOutlined, EditOutlined, TagsOutlined, UserSwitchOutlined } from '@ant-design/icons'
import { Dropdown } from 'antd'
import { lazy, type ReactNode } from 'react'
import { useMay } from '../../../platform/web/session.ts'
import { Button } from '../../../ui/button.tsx'
import { BulkVerbs } from '../../../ui/list/bulk-verbs.tsx'
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
  const allowed = verbs.map(({ permission, lacks, ...v }) => ({
    ...v,
    label: say(`customers.bulk.${v.verb}`),
    refused: may('customers.write') && may(permission) ? undefined : say(lacks),
  }))
  return (
    <>
      <BulkVerbs
        verbs={allowed}
        clear={clear}
        form={(verb, close) => <BulkForm verb={verb} selection={selection} list={list} onClose={close} />}
      />
      <ExportChosen selection={selection} list={list} />
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
