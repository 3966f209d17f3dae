import { DownloadOutlined, SafetyCertificateOutlined } from '@ant-design/icons'
import { useState } from 'react'
import type { z } from 'zod'
import { dayFrom, dayNumber } from '../../../core/day.ts'
import { endOfDay, startOfDay, toShanghai } from '../../../core/instant.ts'
import { fetchFile } from '../../../platform/web/files.ts'
import { useChange, usePages } from '../../../platform/web/reads.ts'
import { useMay } from '../../../platform/web/session.ts'
import { Button } from '../../../ui/button.tsx'
import { Link, useGo, usePathname, useSearchText } from '../../../ui/link.tsx'
import { RowCard } from '../../../ui/list/cards.tsx'
import type { Column } from '../../../ui/list/columns.ts'
import type { FilterField } from '../../../ui/list/filter-field.ts'
import { List } from '../../../ui/list/list.tsx'
import { filterValue, type ListQuery } from '../../../ui/list/query.ts'
import { useListQuery } from '../../../ui/list/use-list-query.ts'
import { type Now, useNow } from '../../../ui/now.tsx'
import { Page } from '../../../ui/page.tsx'
import { Problem } from '../../../ui/problem.tsx'
import { useSay } from '../../../ui/say.tsx'
import { useToast } from '../../../ui/toast.tsx'
import { When } from '../../../ui/when.tsx'
import { exportTrail, searchTrail } from '../contract.ts'
import { Entry } from './Entry.tsx'
import { fieldWords, subjectWords } from './event-words.ts'
import { Verification } from './Verification.tsx'

type Row = z.input<typeof searchTrail.output>['rows'][number]
type Filter = z.input<typeof exportTrail.input>

/** The beginnings of event names one may ask for, in the order people look for them. */
const groups = [
  'customer.',
  'contact.',
  'interaction.',
  'order.',
  'tier',
  'task.',
  'care.',
  'customer-date.',
  'approval.',
  'import.',
  'policy.',
  'calendar.',
  'person.',
  'role.',
  'unit.',
  'view.',
  'post.',
  'session.',
  'token.',
  'job.',
  'audit.',
]

/** What the list's query asks of the server. */
function filterOf({ q, filters }: ListQuery, { today, zone }: Now): Filter {
  const event = filterValue(filters, 'event', 'is')
  const actor = filterValue(filters, 'actor', 'has')
  const within = Number(filterValue(filters, 'at', 'within'))
  const from = within ? dayFrom(dayNumber(today) - within) : filterValue(filters, 'at', 'from')
  const until = filterValue(filters, 'at', 'to')
  return {
    ...(q.trim() ? { q: q.trim() } : {}),
    ...(event ? { event } : {}),
    ...(actor ? { actor } : {}),
    ...(from ? { from: toShanghai(startOfDay(from, zone)) } : {}),
    ...(until ? { until: toShanghai(endOfDay(until, zone)) } : {}),
  }
}

/** Who did what when; a row opens the values before and after. */
export function Trail() {
  const say = useSay()
  const may = useMay()
  const go = useGo()
  const toast = useToast()
  const now = useNow()
  const state = useListQuery()
  const filter = filterOf(state.query, now)
  const rows = usePages(searchTrail, filter)
  const panels = usePanels()
  const exported = useChange(exportTrail, {
    onDone: (file) => {
      fetchFile(file.fileId, file.name)
      toast({ text: say('audit.exported', { count: file.rows }) })
    },
  })
  return (
    <Page
      title={say('audit.title')}
      note={say('audit.lead')}
      body="fill"
      back="/settings"
      moreActions={
        <>
          <Button icon={<SafetyCertificateOutlined />} onClick={() => panels.setVerifying(true)}>
            {say('audit.verify')}
          </Button>
          <Button
            icon={<DownloadOutlined />}
            busy={exported.busy}
            quiet
            disabledBecause={may('audit.export') ? undefined : say('problem.forbidden')}
            onClick={() => void exported.send(filter)}
          >
            {say('audit.export')}
          </Button>
        </>
      }
    >
      {exported.problem && <Problem problem={exported.problem} />}
      <List
        id="audit"
        saved="audit"
        rows={rows}
        rowKey={(r) => r.id}
        state={state}
        to={(r) => panels.addressOf('entry', r.id)}
        columns={useColumns()}
        fields={useFields()}
        search={say('audit.search')}
        unit={say('audit.unit')}
        card={(r) => (
          <RowCard
            name={say(`event.${r.name}`)}
            to={panels.addressOf('entry', r.id)}
            kind={<Actor row={r} />}
            when={<When at={r.at} />}
            text={[r.customer?.name, changedWords(r, say)].filter(Boolean).join(' · ')}
          />
        )}
      />
      {panels.entry && <Entry id={panels.entry} onClose={() => go(panels.addressOf('entry'), { replace: true })} />}
      {panels.verifying && <Verification jobId={panels.verified} onClose={panels.closeVerification} />}
    </Page>
  )
}

/** Which panel is open stands in the address, beside the list's query. */
function usePanels() {
  const go = useGo()
  const path = usePathname()
  const search = useSearchText()
  const params = new URLSearchParams(search)
  const verified = Number(params.get('verified')) || undefined
  const [verifying, setVerifying] = useState(verified !== undefined)
  const addressOf = (key: string, id?: number): string => {
    const next = new URLSearchParams(search)
    next.delete(key)
    if (id !== undefined) next.set(key, String(id))
    return next.size > 0 ? `${path}?${next.toString()}` : path
  }
  const closeVerification = () => {
    setVerifying(false)
    if (verified) go(addressOf('verified'), { replace: true })
  }
  return { entry: Number(params.get('entry')) || undefined, verified, verifying, setVerifying, closeVerification, addressOf }
}

const changedWords = (row: Row, say: ReturnType<typeof useSay>): string =>
  row.fields.map((f) => fieldWords(row.subject.kind, f, say)).join('、')

function useColumns(): readonly Column<Row>[] {
  const say = useSay()
  return [
    { key: 'what', title: say('audit.column.what'), width: 200, render: (r) => say(`event.${r.name}`) },
    { key: 'at', title: say('audit.column.at'), width: 130, render: (r) => <When at={r.at} /> },
    { key: 'actor', title: say('audit.column.actor'), width: 160, render: (r) => <Actor row={r} /> },
    { key: 'customer', title: say('audit.column.customer'), width: 260, render: (r) => <Customer row={r} /> },
    { key: 'fields', title: say('audit.column.fields'), render: (r) => <span className="k-t2">{changedWords(r, say) || '—'}</span> },
    { key: 'rule', title: say('audit.column.rule'), width: 110, optional: true, render: (r) => r.rule ?? '—' },
    {
      key: 'subject',
      title: say('audit.column.subject'),
      width: 160,
      optional: true,
      render: (r) => subjectWords(r.subject.kind, r.subject.id, say),
    },
  ]
}

function Actor({ row }: { row: Row }) {
  const say = useSay()
  if (row.actor.kind === 'LINK') return <span className="k-t3">{say('audit.not-signed-in')}</span>
  if (row.actor.kind === 'SYSTEM') return <span className="k-t3">{say('audit.actor.SYSTEM')}</span>
  return (
    <>
      {row.actor.name}
      {row.actor.kind !== 'PERSON' && <span className="k-t3 k-aux k-gap">{say(`audit.actor.${row.actor.kind}`)}</span>}
    </>
  )
}

const Customer = ({ row }: { row: Row }) =>
  row.customer?.name ? <Link to={`/customers/${row.customer.id}`}>{row.customer.name}</Link> : <span className="k-t3">—</span>

function useFields(): readonly FilterField[] {
  const say = useSay()
  return [
    {
      key: 'event',
      title: say('audit.column.what'),
      kind: 'choice',
      ops: ['is'],
      options: groups.map((value) => ({ value, label: say(`audit.group.${value.replace('.', '')}`) })),
    },
    { key: 'actor', title: say('audit.column.actor'), kind: 'text' },
    { key: 'at', title: say('audit.column.at'), kind: 'day' },
  ]
}
