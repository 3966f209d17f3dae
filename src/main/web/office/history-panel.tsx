import type { z } from 'zod'
import { readUndoable } from '../../../platform/undo/contract.ts'
import { useRead } from '../../../platform/web/reads.ts'
import { useUndo } from '../../../platform/web/undo.ts'
import { Button } from '../../../ui/button.tsx'
import { SidePanel } from '../../../ui/dialog.tsx'
import { Line, Lines } from '../../../ui/lines.tsx'
import { Section } from '../../../ui/page.tsx'
import { Problem } from '../../../ui/problem.tsx'
import { useSay } from '../../../ui/say.tsx'
import { Skeleton } from '../../../ui/skeleton.tsx'
import { Strip } from '../../../ui/strip.tsx'
import { useToast } from '../../../ui/toast.tsx'
import { When } from '../../../ui/when.tsx'
import { whatWords } from './history-words.ts'

type Seen = z.input<typeof readUndoable.output>

/** One thing that was done: what taking it back would touch and leave alone, the button, and what came of it. */
export function HistoryPanel({ id, onClose }: { id: number; onClose: () => void }) {
  const say = useSay()
  const { data, problem, again } = useRead(readUndoable, { id })
  return (
    <SidePanel open title={data ? whatWords(data, say) : say('undo.title')} onClose={onClose}>
      <Problem problem={problem} again={again} />
      {!data && !problem && <Skeleton rows={4} />}
      {data && <Details seen={data} again={again} />}
    </SidePanel>
  )
}

function Details({ seen, again }: { seen: Seen; again: () => void }) {
  const say = useSay()
  const facts = [
    { key: 'by', label: say('undo.by'), value: seen.by },
    { key: 'at', label: say('undo.at'), value: <When at={seen.at} /> },
    { key: 'rows', label: say('undo.rows'), value: seen.rows },
    seen.undoneAt
      ? { key: 'undone', label: say('undo.undone-by', { name: seen.undoneBy ?? '' }), value: <When at={seen.undoneAt} /> }
      : { key: 'until', label: say('undo.until'), value: <When at={seen.until} /> },
  ]
  return (
    <div className="k-stack">
      <Strip facts={facts} />
      {seen.state === 'OPEN' && <Offer seen={seen} again={again} />}
      {seen.state === 'UNDONE' && <p>{say('undo.done-says', { count: seen.undone, left: seen.left })}</p>}
      {(seen.state === 'RUNNING' || seen.state === 'UNDOING') && <Running seen={seen} />}
      {seen.state === 'EXPIRED' && <p className="k-t2">{say('undo.expired-says')}</p>}
      <Kept seen={seen} />
    </div>
  )
}

function Offer({ seen, again }: { seen: Seen; again: () => void }) {
  const say = useSay()
  const toast = useToast()
  const take = useUndo({ say, rooms: ['customers', 'tasks', 'imports', 'orders', 'care', 'tiering', 'audit'] })
  const undo = async () => {
    const text = await take(seen.id).undo?.()
    if (text) toast({ text })
    again()
  }
  const refused = seen.lacks
    ? say('undo.lacks', { permission: say(`permission.${seen.lacks}`) })
    : seen.touched === 0
      ? say('undo.nothing')
      : undefined
  return (
    <>
      <p>{say(seen.kept > 0 ? 'undo.says-kept' : 'undo.says', { count: seen.touched, kept: seen.kept })}</p>
      <div>
        <Button kind="primary" disabledBecause={refused} onClick={() => void undo()}>
          {say('undo.do')}
        </Button>
      </div>
    </>
  )
}

function Running({ seen }: { seen: Seen }) {
  const say = useSay()
  const job = seen.state === 'UNDOING' ? seen.undoJobId : seen.jobId
  return (
    <div className="k-row">
      <span className="k-t2 k-grow">{say(`undo.state.${seen.state}`)}</span>
      {job !== null && <Button to={`/jobs?job=${job}`}>{say('undo.see-job')}</Button>}
    </div>
  )
}

const paths: Readonly<Record<string, (id: number) => string>> = {
  customer: (id) => `/customers/${id}`,
  'customer-tags': (id) => `/customers/${id}`,
  task: (id) => `/tasks?task=${id}`,
}

function Kept({ seen }: { seen: Seen }) {
  const say = useSay()
  if (seen.kept === 0) return null
  return (
    <Section title={say(seen.state === 'UNDONE' ? 'undo.left' : 'undo.would-leave', { count: seen.kept })}>
      <Lines label={say('undo.left', { count: seen.kept })}>
        {seen.keptRows.map((row) => (
          <Line
            key={`${row.kind} ${row.id}`}
            title={row.label}
            text={say(`undo.left.${row.reason}`)}
            note={row.by && row.at ? <KeptBy name={row.by} at={row.at} /> : undefined}
            {...(paths[row.kind] && row.reason !== 'gone' ? { to: paths[row.kind]?.(row.id) ?? '' } : {})}
          />
        ))}
      </Lines>
      {seen.kept > seen.keptRows.length && <p className="k-aux k-t3">{say('undo.more', { count: seen.kept - seen.keptRows.length })}</p>}
    </Section>
  )
}

const KeptBy = ({ name, at }: { name: string; at: Seen['at'] }) => (
  <>
    {name} · <When at={at} />
  </>
)
