import { type ReactNode, useMemo } from 'react'
import { usePages } from '../../../platform/web/reads.ts'
import { Person } from '../../../ui/chip.tsx'
import { Empty } from '../../../ui/empty.tsx'
import { RowCard } from '../../../ui/list/cards.tsx'
import type { Column } from '../../../ui/list/columns.ts'
import { List } from '../../../ui/list/list.tsx'
import { useListQuery } from '../../../ui/list/use-list-query.ts'
import { Page } from '../../../ui/page.tsx'
import { useSay } from '../../../ui/say.tsx'
import { When } from '../../../ui/when.tsx'
import { listApprovals } from '../contract.ts'
import { ApprovalPanel } from './approval-panel.tsx'
import { type Box, boxOf, deciderWords, type Row, views } from './asked-words.ts'
import { StateChip } from './state-chip.tsx'
import { useOpenApproval } from './use-open-approval.ts'
import { useTitle } from './use-title.ts'
import { useWaiting } from './use-waiting.ts'
import './approvals.css'

/** What waits for one's decision, what one has asked, what one has decided, and all that went through one's hands. */
export function ApprovalList() {
  const say = useSay()
  const state = useListQuery()
  const box = boxOf(state.query.view)
  const rows = usePages(listApprovals, { box })
  const opened = useOpenApproval()
  const waiting = useWaiting()?.count
  const view = views.find((v) => v.box === box)?.key ?? ''
  return (
    <Page title={say('approvals.title')} body="fill">
      <List<Row>
        id={`approvals-${view}`}
        key={box}
        columns={useColumns(box)}
        rows={rows}
        rowKey={(a) => a.id}
        state={state}
        to={(a) => opened.address(a.id)}
        views={views.map((v) => ({
          key: v.key,
          title: say(`approvals.view.${v.key}`),
          ...(v.box === 'TO_DECIDE' && waiting ? { count: waiting } : {}),
        }))}
        unit={say('approvals.unit')}
        card={(a) => <Card asked={a} box={box} to={opened.address(a.id)} />}
        empty={<Empty title={say(`approvals.none.${view}`)} why={say(`approvals.none-why.${view}`)} />}
      />
      <ApprovalPanel opened={opened} />
    </Page>
  )
}

const dash = <span className="k-t3">—</span>

function useColumns(box: Box): readonly Column<Row>[] {
  const say = useSay()
  const title = useTitle()
  return useMemo(() => {
    const column = (key: string, width: number | undefined, render: (a: Row) => ReactNode): Column<Row> => ({
      key,
      title: say(`approvals.column.${key}`),
      ...(width === undefined ? {} : { width }),
      render,
    })
    const what = column('what', undefined, title)
    const customer = column('customer', 220, (a) => a.customer?.name ?? dash)
    const askedBy = column('askedBy', 110, (a) => <Person name={a.askedByName || say('approvals.by-system')} />)
    const askedAt = column('askedAt', 120, (a) => <When at={a.askedAt} />)
    const reason = column('reason', 260, (a) => a.reason || dash)
    const outcome = column('state', 90, (a) => <StateChip state={a.state} />)
    const decider = column('decider', 180, (a) => deciderWords(a.decider, say))
    const decidedAt = column('decidedAt', 120, (a) => <When at={a.decidedAt} />)
    if (box === 'ASKED') return [what, customer, reason, askedAt, decider, outcome]
    if (box === 'DECIDED') return [what, customer, askedBy, reason, decidedAt, outcome]
    if (box === 'INVOLVED') return [what, customer, askedBy, reason, askedAt, decider, outcome]
    return [what, customer, askedBy, reason, askedAt]
  }, [say, title, box])
}

function Card({ asked, box, to }: { asked: Row; box: Box; to: string }) {
  const say = useSay()
  const title = useTitle()(asked)
  const by = box === 'ASKED' ? deciderWords(asked.decider, say) : asked.askedByName || say('approvals.by-system')
  return (
    <RowCard
      kind={asked.customer ? title : say(`approval.kind.${asked.kind}`)}
      when={<When at={box === 'DECIDED' ? asked.decidedAt : asked.askedAt} />}
      name={asked.customer?.name ?? title}
      to={to}
      text={
        <>
          {box !== 'TO_DECIDE' && <StateChip state={asked.state} />} {[by, asked.reason].filter(Boolean).join(' · ')}
        </>
      }
    />
  )
}
