import { PlusOutlined } from '@ant-design/icons'
import { useState } from 'react'
import { useRead } from '../../../platform/web/reads.ts'
import { Button } from '../../../ui/button.tsx'
import { Chip } from '../../../ui/chip.tsx'
import { Empty } from '../../../ui/empty.tsx'
import { Line, Lines } from '../../../ui/lines.tsx'
import { Page } from '../../../ui/page.tsx'
import { Problem } from '../../../ui/problem.tsx'
import { useSay } from '../../../ui/say.tsx'
import { Skeleton } from '../../../ui/skeleton.tsx'
import { listUnits, type Unit } from '../contract.ts'
import { NewUnit, UnitPanel } from './UnitPanel.tsx'
import { inTree } from './unit-tree.ts'

type Open = { add: { parentId: number | null } } | { edit: Unit } | undefined

/** The tree of units. */
export function Units() {
  const say = useSay()
  const { data, loading, problem, again } = useRead(listUnits, {})
  const [open, setOpen] = useState<Open>(undefined)
  const units = data?.units ?? []
  const close = () => setOpen(undefined)
  const add = (parentId: number | null) => (
    <Button kind="primary" icon={<PlusOutlined />} onClick={() => setOpen({ add: { parentId } })}>
      {say('units.add')}
    </Button>
  )
  return (
    <Page title={say('units.title')} note={data && say('units.count', { count: units.length })} back="/settings" actions={add(null)}>
      <Problem problem={problem} again={again} />
      {loading && <Skeleton rows={6} />}
      {data && units.length === 0 && <Empty title={say('units.none')} why={say('units.none-why')} action={add(null)} />}
      {units.length > 0 && (
        <Lines label={say('units.title')}>
          {inTree(units).map(({ unit, depth }) => (
            <Line
              key={unit.id}
              depth={depth}
              title={unit.name}
              note={<Chip>{say(`unit.${unit.kind}`)}</Chip>}
              actions={
                <>
                  <Button kind="text" small onClick={() => setOpen({ add: { parentId: unit.id } })}>
                    {say('units.add-below')}
                  </Button>
                  <Button kind="text" small to={`/settings/people?f=unit.is.${unit.id}`}>
                    {say('units.people')}
                  </Button>
                  <Button kind="text" small onClick={() => setOpen({ edit: unit })}>
                    {say('ui.edit')}
                  </Button>
                </>
              }
            />
          ))}
        </Lines>
      )}
      {open && 'add' in open && <NewUnit units={units} parentId={open.add.parentId} onClose={close} />}
      {open && 'edit' in open && <UnitPanel units={units} unit={open.edit} onClose={close} />}
    </Page>
  )
}
