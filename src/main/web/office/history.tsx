import { listUndoable } from '../../../platform/undo/contract.ts'
import { usePages } from '../../../platform/web/reads.ts'
import { useMay } from '../../../platform/web/session.ts'
import { Chip, Person } from '../../../ui/chip.tsx'
import { Empty } from '../../../ui/empty.tsx'
import { useGo, usePathname, useSearchText } from '../../../ui/link.tsx'
import { RowCard } from '../../../ui/list/cards.tsx'
import type { Column } from '../../../ui/list/columns.ts'
import { List } from '../../../ui/list/list.tsx'
import { useListQuery } from '../../../ui/list/use-list-query.ts'
import { Page } from '../../../ui/page.tsx'
import { useSay } from '../../../ui/say.tsx'
import { When } from '../../../ui/when.tsx'
import { HistoryPanel } from './history-panel.tsx'
import { type UndoSeen, whatWords } from './history-words.ts'

/** What was done as a whole and can be taken back: one's own, or everybody's. */
export function History() {
  const say = useSay()
  const state = useListQuery()
  const go = useGo()
  const path = usePathname()
  const search = useSearchText()
  const mayAll = useMay()('undo.run')
  const rows = usePages(listUndoable, { mine: state.query.view !== 'all' })
  const shown = Number(new URLSearchParams(search).get('undo')) || undefined
  const addressOf = (id: number | undefined): string => {
    const next = new URLSearchParams(search)
    next.delete('undo')
    if (id !== undefined) next.set('undo', String(id))
    return next.size > 0 ? `${path}?${next.toString()}` : path
  }
  return (
    <Page title={say('undo.title')} note={say('undo.lead')} body="fill" back="/settings">
      <List
        id="undo"
        rows={rows}
        rowKey={(u) => u.id}
        state={state}
        to={(u) => addressOf(u.id)}
        {...(mayAll ? { views: ['mine', 'all'].map((key) => ({ key, title: say(`undo.view.${key}`) })) } : {})}
        columns={useColumns()}
        unit={say('undo.unit')}
        card={(u) => (
          <RowCard
            name={whatWords(u, say)}
            to={addressOf(u.id)}
            kind={<State row={u} />}
            when={<When at={u.at} />}
            text={<Person name={u.by} />}
          />
        )}
        empty={<Empty title={say('undo.none')} why={say('undo.none-why')} />}
      />
      {shown !== undefined && <HistoryPanel id={shown} onClose={() => go(addressOf(undefined), { replace: true })} />}
    </Page>
  )
}

function useColumns(): readonly Column<UndoSeen>[] {
  const say = useSay()
  return [
    { key: 'what', title: say('undo.what'), render: (u) => whatWords(u, say) },
    { key: 'rows', title: say('undo.rows'), width: 90, align: 'right', render: (u) => u.rows },
    { key: 'by', title: say('undo.by'), width: 120, render: (u) => <Person name={u.by} /> },
    { key: 'at', title: say('undo.at'), width: 130, align: 'right', render: (u) => <When at={u.at} /> },
    { key: 'state', title: say('undo.state'), width: 180, render: (u) => <State row={u} /> },
    {
      key: 'until',
      title: say('undo.until'),
      width: 130,
      align: 'right',
      render: (u) => (u.state === 'OPEN' ? <When at={u.until} /> : <span className="k-t3">—</span>),
    },
  ]
}

/** Whether it can still be taken back, or who did. */
function State({ row }: { row: UndoSeen }) {
  const say = useSay()
  if (row.state === 'OPEN') return <Chip tone="info">{say('undo.state.OPEN')}</Chip>
  if (row.state === 'UNDONE') return <span className="k-t2">{say('undo.undone-by', { name: row.undoneBy ?? '' })}</span>
  return <span className="k-t3">{say(`undo.state.${row.state}`)}</span>
}
