import { useMemo } from 'react'
import { usePages, useRead } from '../../../platform/web/reads.ts'
import { useSession } from '../../../platform/web/session.ts'
import { Button } from '../../../ui/button.tsx'
import { Chip, Person } from '../../../ui/chip.tsx'
import { Empty } from '../../../ui/empty.tsx'
import { RowCard } from '../../../ui/list/cards.tsx'
import type { Column } from '../../../ui/list/columns.ts'
import { declaredFields, type FilterField } from '../../../ui/list/filter-field.ts'
import { List } from '../../../ui/list/list.tsx'
import { useListQuery } from '../../../ui/list/use-list-query.ts'
import { usePhone } from '../../../ui/media.ts'
import { useNow } from '../../../ui/now.tsx'
import { Page } from '../../../ui/page.tsx'
import { useSay } from '../../../ui/say.tsx'
import { When } from '../../../ui/when.tsx'
import { defaultNeedTags } from '../../customers/policy/need-tags.ts'
import { peopleOptions } from '../../organisation/contract.ts'
import { interactionFilterFields } from '../contract/filter-fields.ts'
import { channels, listInteractions } from '../contract.ts'
import { channelIcon } from './channel-icon.tsx'
import { howWords, needWords, type Row } from './contact-words.ts'
import { LogButton } from './LogButton.tsx'
import { filterOf, views } from './list-query.ts'
import { useCorrecting } from './use-correcting.tsx'
import './interactions.css'

const addressOf = (row: Row): string => `/customers/${row.customerId}?tab=interactions`

/** Every contact with a customer in sight, newest first. */
export function InteractionList() {
  const say = useSay()
  const phone = usePhone()
  const { today } = useNow()
  const me = useSession().data?.person?.id
  const state = useListQuery()
  const rows = usePages(listInteractions, filterOf(state.query, me, today))
  const correcting = useCorrecting(rows.rows)
  return (
    <Page title={say('interactions.title')} body="fill" actions={!phone && <LogButton kind="primary" />}>
      <List<Row>
        id="interactions"
        saved="interactions"
        columns={useColumns(correcting)}
        rows={rows}
        rowKey={(row) => row.id}
        state={state}
        to={addressOf}
        views={views.map((key) => ({ key, title: say(`interactions.view.${key}`) }))}
        search={say('interactions.search')}
        fields={useFields()}
        unit={say('interactions.unit')}
        card={(row) => <Card row={row} correct={correcting.may(row) ? () => correcting.open(row) : undefined} />}
        empty={<Empty title={say('interactions.none')} why={say('interactions.none-why')} action={<LogButton kind="primary" />} />}
      />
      {correcting.panel}
    </Page>
  )
}

const dash = <span className="k-t3">—</span>

function useColumns({ may, open }: ReturnType<typeof useCorrecting>): readonly Column<Row>[] {
  const say = useSay()
  const title = (key: string) => say(`interactions.column.${key}`)
  return [
    { key: 'customer', title: title('customer'), width: 230, render: (row) => row.customerName },
    { key: 'how', title: title('how'), width: 136, render: (row) => <How row={row} /> },
    { key: 'text', title: title('text'), render: (row) => <span title={row.text}>{row.text}</span> },
    {
      key: 'correct',
      title: '',
      width: 60,
      render: (row) =>
        may(row) && (
          <Button kind="link" small onClick={() => open(row)}>
            {say('interactions.correct')}
          </Button>
        ),
    },
    { key: 'needs', title: title('needs'), width: 170, render: (row) => <Heard row={row} /> },
    { key: 'contact', title: title('contact'), width: 88, render: (row) => row.contact?.name ?? dash },
    { key: 'person', title: title('person'), width: 104, render: (row) => <Person name={row.person?.name ?? row.loggedByName} /> },
    { key: 'at', title: title('at'), width: 116, align: 'right', render: (row) => <When at={row.happenedAt} /> },
  ]
}

function How({ row }: { row: Row }) {
  const say = useSay()
  return (
    <span className="k-row">
      <span className="k-t3">{channelIcon[row.channel]}</span>
      <span className="k-cut">{howWords(row, say)}</span>
    </span>
  )
}

function Heard({ row }: { row: Row }) {
  const say = useSay()
  const heard = [...row.needs, ...row.worries]
  if (heard.length === 0) return dash
  return (
    <span className="log-cell">
      {heard.map((code) => (
        <Chip key={code} tone={code.startsWith('WORRY') ? 'warn' : 'plain'}>
          {needWords(code, say)}
        </Chip>
      ))}
    </span>
  )
}

function useFields(): readonly FilterField[] {
  const say = useSay()
  const people = useRead(peopleOptions, {}, { staleSeconds: 300 }).data?.people
  return useMemo(() => {
    const tags = (kinds: (kind: string) => boolean) => ({
      options: defaultNeedTags.filter(({ kind }) => kinds(kind)).map(({ code }) => ({ value: code, label: needWords(code, say) })),
      free: true,
    })
    return declaredFields(interactionFilterFields, {
      title: (key) => say(`interactions.filter.${key}`),
      may: () => true,
      more: {
        personId: {
          options: [
            { value: 'me', label: say('interactions.filter.me') },
            ...(people ?? []).map((p) => ({ value: String(p.id), label: p.name })),
          ],
        },
        channel: { options: channels.map((value) => ({ value, label: say(`channel.${value}`) })) },
        direction: { options: ['OUT', 'IN'].map((value) => ({ value, label: say(`interactions.direction.${value}`) })) },
        needs: tags((kind) => kind !== 'WORRY'),
        worries: tags((kind) => kind === 'WORRY'),
      },
    })
  }, [say, people])
}

function Card({ row, correct }: { row: Row; correct: (() => void) | undefined }) {
  const say = useSay()
  return (
    <RowCard
      kind={[howWords(row, say), row.person?.name ?? row.loggedByName, row.contact?.name].filter(Boolean).join(' · ')}
      when={<When at={row.happenedAt} />}
      name={row.customerName}
      to={addressOf(row)}
      text={
        <>
          {row.text}
          {row.needs.length + row.worries.length > 0 && (
            <span className="log-heard">
              <Heard row={row} />
            </span>
          )}
        </>
      }
      actions={
        correct && (
          <Button small onClick={correct}>
            {say('interactions.correct')}
          </Button>
        )
      }
    />
  )
}
