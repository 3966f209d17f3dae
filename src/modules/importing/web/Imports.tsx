import { ImportOutlined } from '@ant-design/icons'
import type { z } from 'zod'
import { usePages } from '../../../platform/web/reads.ts'
import { Button } from '../../../ui/button.tsx'
import { Chip, Person } from '../../../ui/chip.tsx'
import { Empty } from '../../../ui/empty.tsx'
import { RowCard } from '../../../ui/list/cards.tsx'
import type { Column } from '../../../ui/list/columns.ts'
import { List } from '../../../ui/list/list.tsx'
import { useListQuery } from '../../../ui/list/use-list-query.ts'
import { Page } from '../../../ui/page.tsx'
import { useSay } from '../../../ui/say.tsx'
import { When } from '../../../ui/when.tsx'
import { importKinds, listImports } from '../contract.ts'

type Row = z.input<typeof listImports.output>['rows'][number]

/** Imports of the past; previews are none. */
export function Imports() {
  const say = useSay()
  const state = useListQuery()
  const kind = importKinds.find((k) => k === state.query.view)
  const rows = usePages(listImports, kind ? { kind } : {})
  const start = (
    <Button kind="primary" icon={<ImportOutlined />} to="/import">
      {say('import.title')}
    </Button>
  )
  const columns: readonly Column<Row>[] = [
    { key: 'file', title: say('import.file'), render: (r) => r.fileName },
    { key: 'kind', title: say('import.kind'), width: 90, render: (r) => say(`importing.kind.${r.kind}`) },
    { key: 'state', title: say('import.state'), width: 110, render: (r) => <State row={r} /> },
    { key: 'new', title: say('import.new'), width: 80, align: 'right', render: (r) => r.counts.new },
    { key: 'changed', title: say('import.changed'), width: 80, align: 'right', render: (r) => r.counts.changed },
    { key: 'skipped', title: say('import.skipped'), width: 80, align: 'right', render: (r) => r.counts.skipped },
    { key: 'failed', title: say('import.failed'), width: 80, align: 'right', render: (r) => <Failed count={r.counts.failed} /> },
    { key: 'by', title: say('import.by'), width: 130, render: (r) => <Person name={r.by} /> },
    { key: 'at', title: say('import.at'), width: 120, align: 'right', render: (r) => <When at={r.createdAt} /> },
  ]
  return (
    <Page title={say('import.history')} body="fill" back="/settings" actions={start}>
      <List
        id="imports"
        rows={rows}
        rowKey={(r) => r.jobId}
        state={state}
        to={(r) => `/import/${r.jobId}`}
        columns={columns}
        unit={say('import.unit-times')}
        views={[{ key: 'all', title: say('import.all-kinds') }, ...importKinds.map((k) => ({ key: k, title: say(`importing.kind.${k}`) }))]}
        card={(r) => (
          <RowCard
            name={r.fileName}
            to={`/import/${r.jobId}`}
            kind={
              <>
                {say(`importing.kind.${r.kind}`)} · <State row={r} />
              </>
            }
            when={<When at={r.createdAt} />}
            text={say('import.in-short', { ...r.counts })}
          />
        )}
        empty={<Empty title={say('import.none')} why={say('import.none-why')} action={start} />}
      />
    </Page>
  )
}

const Failed = ({ count }: { count: number }) => (count > 0 ? <span className="k-danger">{count}</span> : <span className="k-t3">0</span>)

function State({ row }: { row: Row }) {
  const say = useSay()
  if (row.undoneAt) return <Chip>{say('import.state-undone')}</Chip>
  if (row.undoJobId !== null) return <Chip tone="info">{say('import.undoing')}</Chip>
  if (row.state === 'DONE') return <span className="k-t2">{say('job.state.DONE')}</span>
  return <Chip tone={row.state === 'FAILED' ? 'danger' : 'plain'}>{say(`job.state.${row.state}`)}</Chip>
}
