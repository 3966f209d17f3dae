import { CloseOutlined, PlusOutlined } from '@ant-design/icons'
import { Select } from 'antd'
import { useState } from 'react'
import { useChange, useRead } from '../../../platform/web/reads.ts'
import { Button } from '../../../ui/button.tsx'
import { SidePanel } from '../../../ui/dialog.tsx'
import { Problem } from '../../../ui/problem.tsx'
import { useSay } from '../../../ui/say.tsx'
import { assignPost, type Holder, type Post, peopleOptions, type Unit } from '../contract.ts'
import { unitOptions } from './unit-tree.ts'

type Row = { personId: number | null; unitId: number | null }
type PostHoldersProps = { post: Post; units: readonly Unit[]; onClose: () => void }

/** Who holds one post, for the company as a whole or for a unit. */
export function PostHolders({ post, units, onClose }: PostHoldersProps) {
  const say = useSay()
  const people = useRead(peopleOptions, {}).data?.people ?? []
  const [rows, setRows] = useState<readonly Row[]>(post.holders.length > 0 ? post.holders : [{ personId: null, unitId: null }])
  const assign = useChange(assignPost, { rooms: ['people'], onDone: onClose })
  const put = (at: number, row: Partial<Row>) => setRows(rows.map((r, i) => (i === at ? { ...r, ...row } : r)))
  const chosen: Holder[] = rows.flatMap(({ personId, unitId }) => (personId === null ? [] : [{ personId, unitId }]))
  const whole = { value: 0, label: say('posts.whole-company') }
  return (
    <SidePanel
      open
      title={post.name}
      onClose={onClose}
      footer={
        <div className="k-row">
          <Button
            kind="primary"
            busy={assign.busy}
            onClick={() => void assign.send({ key: post.key, version: post.version, holders: chosen })}
          >
            {say('ui.save')}
          </Button>
          <Button kind="text" onClick={onClose}>
            {say('ui.cancel')}
          </Button>
        </div>
      }
    >
      <div className="k-form">
        <Problem problem={assign.problem} />
        {rows.map((row, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: rows have no name of their own while they are filled in
          <div className="k-row" key={at}>
            <Select<number>
              className="k-grow"
              value={row.personId}
              placeholder={say('posts.who')}
              aria-label={say('posts.who')}
              showSearch={{ optionFilterProp: 'label' }}
              options={people.map((p) => ({ value: p.id, label: p.name }))}
              onChange={(personId) => put(at, { personId })}
            />
            <Select<number>
              className="k-grow"
              value={row.unitId ?? 0}
              aria-label={say('posts.where')}
              showSearch={{ optionFilterProp: 'label' }}
              options={[whole, ...unitOptions(units)]}
              onChange={(unitId) => put(at, { unitId: unitId === 0 ? null : unitId })}
            />
            <Button
              kind="text"
              icon={<CloseOutlined />}
              label={say('posts.take-off')}
              onClick={() => setRows(rows.filter((_, i) => i !== at))}
            />
          </div>
        ))}
        <div>
          <Button kind="link" icon={<PlusOutlined />} onClick={() => setRows([...rows, { personId: null, unitId: null }])}>
            {say('posts.add-holder')}
          </Button>
        </div>
      </div>
    </SidePanel>
  )
}
