import type { ReactNode } from 'react'
import { Button } from '../button.tsx'
import { Dialog } from '../dialog.tsx'
import { JobProgress } from '../job-progress.tsx'
import { Problem, type ProblemLike } from '../problem.tsx'
import { useSay } from '../say.tsx'
import { Skeleton } from '../skeleton.tsx'
import { withUnit } from './bulk-bar.tsx'
import '../css/bulk.css'

type Refused = { because: string; facts: Readonly<Record<string, unknown>>; count: number; rows: readonly { id: number; label: string }[] }

/** What a change would do to the chosen rows; `useBulk` of platform/web fits. */
export type Bulk = {
  readonly preview:
    | {
        rows: number
        changes: number
        same: number
        refused: readonly Refused[]
        first: readonly { id: number; label: string; before?: unknown; after?: unknown }[]
      }
    | undefined
  readonly looking: boolean
  readonly problem: ProblemLike | undefined
  readonly busy: boolean
  /** While it is done in the background. */
  readonly job: { done: number | undefined; secondsLeft: number | undefined; cancel: () => void } | undefined
  /** What came of it, when rows were left alone. */
  readonly result: { changed: number; refused: readonly Refused[] } | undefined
  readonly run: () => void
  /** Fetches the rows left alone as a file. */
  readonly fetchRefused: () => void
}

type BulkDialogProps = {
  title: string
  onClose: () => void
  /** Chooses what the rows are to get. */
  children?: ReactNode
  bulk: Bulk
  /** The button, with how many rows would change: `转给 苏棠（38 家）`. */
  action: (count: string) => string
  unit: string
  danger?: boolean
  /** Words for `before` and `after`; absent where there is nothing to compare. */
  show?: ((value: unknown) => ReactNode) | undefined
}

/** What is to be done, to how many rows, and what that changes: then the button. Every list that changes many rows asks with this. */
export function BulkDialog({ title, onClose, children, bulk, action, unit, danger, show }: BulkDialogProps) {
  const say = useSay()
  const { preview, job, result } = bulk
  const count = withUnit(preview?.changes ?? 0, unit)
  const refused = preview ? (preview.changes === 0 ? say('ui.bulk-nothing') : undefined) : say('ui.bulk-choose')
  return (
    <Dialog open title={title} onClose={onClose} width={620}>
      <div className="k-stack k-bulk-dialog">
        {!job && !result && children}
        <Problem problem={bulk.problem} />
        {job && <JobProgress title={title} done={job.done} secondsLeft={job.secondsLeft} onCancel={job.cancel} mayLeave />}
        {result && <Result result={result} unit={unit} fetch={bulk.fetchRefused} />}
        {!job && !result && <Preview bulk={bulk} unit={unit} show={show} />}
        <div className="k-row k-bulk-buttons">
          {!job && !result && (
            <Button
              {...(danger ? { danger: true } : { kind: 'primary' as const })}
              busy={bulk.busy}
              disabledBecause={bulk.looking ? say('ui.loading') : refused}
              onClick={bulk.run}
            >
              {action(count)}
            </Button>
          )}
          <Button onClick={onClose}>{say(job || result ? 'ui.close' : 'ui.cancel')}</Button>
        </div>
      </div>
    </Dialog>
  )
}

function Preview({ bulk, unit, show }: Pick<BulkDialogProps, 'bulk' | 'unit' | 'show'>) {
  const say = useSay()
  const { preview } = bulk
  if (!preview) return bulk.looking ? <Skeleton rows={3} /> : null
  const { rows, changes, same, first } = preview
  const said = [
    say('ui.bulk-changes', { count: withUnit(changes, unit), rows: withUnit(rows, unit) }),
    same > 0 && say('ui.bulk-same', { count: withUnit(same, unit) }),
  ]
  return (
    <section className={bulk.looking ? 'k-bulk-preview looking' : 'k-bulk-preview'} aria-live="polite">
      <p>{said.filter(Boolean).join(say('ui.comma'))}</p>
      {preview.refused.map((r) => (
        <Left key={r.because} refused={r} unit={unit} />
      ))}
      {first.length > 0 && show && (
        <table>
          <tbody>
            {first.map((row) => (
              <tr key={row.id}>
                <th scope="row">{row.label}</th>
                <td className="k-t3">{show(row.before)}</td>
                <td aria-hidden>→</td>
                <td>{show(row.after)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {first.length > 0 && !show && <p className="k-t2">{first.map((row) => row.label).join('、')}</p>}
      {changes > first.length && <p className="k-aux k-t3">{say('ui.bulk-more', { count: withUnit(changes - first.length, unit) })}</p>}
    </section>
  )
}

const fewNames = 6

/** Rows left alone for one reason, the first by name. */
function Left({ refused: { because, facts, count, rows }, unit }: { refused: Refused; unit: string }) {
  const say = useSay()
  const names = rows.slice(0, fewNames).map((r) => r.label)
  return (
    <p className="k-bulk-left">
      <b>{say('ui.bulk-left', { count: withUnit(count, unit) })}</b> {say(because, facts)}
      <span className="k-t3">
        {names.join('、')}
        {count > names.length && '…'}
      </span>
    </p>
  )
}

function Result({ result, unit, fetch }: { result: NonNullable<Bulk['result']>; unit: string; fetch: () => void }) {
  const say = useSay()
  return (
    <section aria-live="polite">
      <p>{say('ui.bulk-done', { count: withUnit(result.changed, unit) })}</p>
      {result.refused.map((r) => (
        <Left key={r.because} refused={r} unit={unit} />
      ))}
      <Button kind="link" small onClick={fetch}>
        {say('ui.bulk-fetch')}
      </Button>
    </section>
  )
}
