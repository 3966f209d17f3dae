import { useState } from 'react'
import { usePages } from '../../../platform/web/reads.ts'
import { useMay } from '../../../platform/web/session.ts'
import { Button } from '../../../ui/button.tsx'
import { Chip } from '../../../ui/chip.tsx'
import { Empty } from '../../../ui/empty.tsx'
import { Problem } from '../../../ui/problem.tsx'
import { useSay } from '../../../ui/say.tsx'
import { Skeleton } from '../../../ui/skeleton.tsx'
import { Timeline } from '../../../ui/timeline.tsx'
import { channels, listInteractions, logInteraction, visitFields } from '../contract.ts'
import { channelIcon } from './channel-icon.tsx'
import { visitKey } from './contact-form.ts'
import { needWords, type Row, whoAndHow } from './contact-words.ts'
import { LogButton } from './LogButton.tsx'
import { PinButton } from './pinned.tsx'
import { useCorrecting } from './use-correcting.tsx'
import { useLog } from './use-log.ts'
import './interactions.css'

/** A customer's contacts, newest first, by channel. */
export function CustomerInteractions({ customerId }: { customerId: number }) {
  const say = useSay()
  const [kind, setKind] = useState('all')
  const channel = channels.find((c) => c === kind)
  const pages = usePages(listInteractions, { customerId, ...(channel ? { channel } : {}) })
  const correcting = useCorrecting(pages.rows)
  if (pages.loading) return <Skeleton rows={8} rowHeight={48} />
  const events = pages.rows.map((row) => ({
    key: row.id,
    day: row.happenedOn,
    icon: channelIcon[row.channel],
    title: <Title row={row} />,
    text: <Said row={row} correct={correcting.may(row) ? () => correcting.open(row) : undefined} />,
  }))
  const nothing = events.length === 0 && !pages.problem
  if (nothing && channel === undefined)
    return (
      <Empty
        title={say('interactions.none')}
        why={say('interactions.none-why')}
        action={<LogButton kind="primary" customerId={customerId} />}
      />
    )
  return (
    <>
      <Problem problem={pages.problem} again={pages.again} />
      <Timeline
        events={events}
        kinds={[{ key: 'all', title: say('interactions.all-channels') }, ...channels.map((key) => ({ key, title: say(`channel.${key}`) }))]}
        kind={kind}
        onKind={setKind}
        note={<Note customerId={customerId} />}
        more={{ has: pages.hasMore, loading: pages.loadingMore, load: pages.more }}
      />
      {nothing && <p className="k-t3">{say('interactions.none-of-kind')}</p>}
      {correcting.panel}
    </>
  )
}

/** Looks like the field one would begin to write in; the form opens with it. */
function Note({ customerId }: { customerId: number }) {
  const say = useSay()
  const log = useLog()
  if (!useMay()(logInteraction.permission)) return null
  return (
    <button type="button" className="log-note" onClick={() => log.start(customerId)}>
      {say('interactions.note-hint')}
    </button>
  )
}

function Title({ row }: { row: Row }) {
  const say = useSay()
  return (
    <>
      {whoAndHow(row, row.person?.name ?? row.loggedByName, say)}
      {row.contact && <span className="k-t2">{` · ${row.contact.name}`}</span>}
    </>
  )
}

/** What was said, a visit's record, needs and worries. */
function Said({ row, correct }: { row: Row; correct: (() => void) | undefined }) {
  const say = useSay()
  const heard = [...row.needs, ...row.worries]
  return (
    <>
      <span className="log-said">{row.text}</span>
      {visitFields.map((field) => {
        const value = row.visit?.[field]
        return value ? (
          <span key={field} className="log-line">
            {`${say(`interactions.field.${visitKey(field)}`)}：${value}`}
          </span>
        ) : null
      })}
      {heard.length > 0 && (
        <span className="log-heard">
          {heard.map((code) => (
            <Chip key={code} tone={code.startsWith('WORRY') ? 'warn' : 'plain'}>
              {needWords(code, say)}
            </Chip>
          ))}
        </span>
      )}
      {correct && (
        <Button kind="link" small onClick={correct}>
          {say('interactions.correct')}
        </Button>
      )}
      <PinButton row={row} />
    </>
  )
}
