import type { z } from 'zod'
import { usePages } from '../../../platform/web/reads.ts'
import { Button } from '../../../ui/button.tsx'
import { Chip } from '../../../ui/chip.tsx'
import { grouped } from '../../../ui/figures.ts'
import { Line, Lines } from '../../../ui/lines.tsx'
import { Link } from '../../../ui/link.tsx'
import { usePhone } from '../../../ui/media.ts'
import { Section } from '../../../ui/page.tsx'
import { Problem } from '../../../ui/problem.tsx'
import { useSay } from '../../../ui/say.tsx'
import { Skeleton } from '../../../ui/skeleton.tsx'
import { DayText, When } from '../../../ui/when.tsx'
import { listRuns, type tierRun } from '../contract.ts'

/** Every run, newest first; a finished one opens what it found. */
export function Runs() {
  const say = useSay()
  const phone = usePhone()
  const pages = usePages(listRuns, { limit: 10 })
  return (
    <Section title={say('tiers.runs')}>
      <Problem problem={pages.problem} again={pages.again} />
      {pages.loading && <Skeleton rows={4} />}
      {phone && pages.rows.length > 0 && (
        <Lines label={say('tiers.runs')}>
          {pages.rows.map((r) => (
            <RunLine key={r.id} run={r} />
          ))}
        </Lines>
      )}
      {!phone && pages.rows.length > 0 && (
        <div className="tiers-scroll">
          <table className="tiers-runs">
            <thead>
              <tr>
                {(['kind', 'as-of', 'policy', 'assessed', 'changed', 'started', 'took', 'by', 'state'] as const).map((c) => (
                  <th key={c} scope="col" className={c === 'assessed' || c === 'changed' ? 'right' : ''}>
                    {say(`tiers.run-column.${c}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {pages.rows.map((r) => (
                <Run key={r.id} run={r} />
              ))}
            </tbody>
          </table>
        </div>
      )}
      {pages.hasMore && (
        <Button kind="link" busy={pages.loadingMore} onClick={pages.more}>
          {say('ui.more')}
        </Button>
      )}
    </Section>
  )
}

type RunRow = z.input<typeof tierRun>

const foundBy = (r: RunRow): string | undefined => (r.kind === 'REPLAY' && r.state === 'DONE' ? `/tiers?run=${r.id}` : undefined)

/** A run on a phone: what and when, and how much it looked at and changed. */
function RunLine({ run: r }: { run: RunRow }) {
  const say = useSay()
  const to = foundBy(r)
  return (
    <Line
      title={say(`tiers.kind.${r.kind}`)}
      {...(to ? { to } : {})}
      text={say('tiers.run-in-short', {
        assessed: grouped(r.assessed),
        changed: grouped(r.changed),
        by: isSystem(r.by) ? say('tiers.by-itself') : r.by,
      })}
      note={r.state !== 'DONE' && <Chip>{say(`tiers.state.${r.state}`)}</Chip>}
      actions={
        <span className="k-aux k-t3">
          <When at={r.startedAt} />
        </span>
      }
    />
  )
}

function Run({ run: r }: { run: RunRow }) {
  const say = useSay()
  const kind = say(`tiers.kind.${r.kind}`)
  const to = foundBy(r)
  return (
    <tr>
      <th scope="row">{to ? <Link to={to}>{kind}</Link> : kind}</th>
      <td>
        <DayText day={r.asOf} />
      </td>
      <td>
        <Link to={`/policies/${r.policyVersion}`}>{say('tiers.version', { version: r.policyVersion })}</Link>
      </td>
      <td className="right">{grouped(r.assessed)}</td>
      <td className="right">{grouped(r.changed)}</td>
      <td>
        <When at={r.startedAt} />
      </td>
      <td>{r.endedAt ? say('tiers.seconds', { count: secondsBetween(r.startedAt, r.endedAt) }) : '—'}</td>
      <td>{isSystem(r.by) ? say('tiers.by-itself') : r.by}</td>
      <td>{r.state === 'DONE' ? <span className="k-t2">{say('tiers.state.DONE')}</span> : <Chip>{say(`tiers.state.${r.state}`)}</Chip>}</td>
    </tr>
  )
}

/** Timed work goes by its own name, `tiering.nightly`; so does loading the sample company. */
const isSystem = (by: string): boolean => /^([a-z-]+\.[a-z-]+|sample)$/.test(by)

const secondsBetween = (from: string, until: string): string =>
  grouped(Math.max(0.1, (new Date(until).getTime() - new Date(from).getTime()) / 1000), 1)
