import type { z } from 'zod'
import { useRead } from '../../../platform/web/reads.ts'
import { Chip } from '../../../ui/chip.tsx'
import { SidePanel } from '../../../ui/dialog.tsx'
import { Facts } from '../../../ui/facts.tsx'
import { Link } from '../../../ui/link.tsx'
import { Section } from '../../../ui/page.tsx'
import { Problem } from '../../../ui/problem.tsx'
import { useSay } from '../../../ui/say.tsx'
import { Skeleton } from '../../../ui/skeleton.tsx'
import { When } from '../../../ui/when.tsx'
import { readEntry } from '../contract.ts'
import { fieldWords, valueWords } from './event-words.ts'
import './audit.css'

type EntryShown = z.input<typeof readEntry.output>

/** One entry of the trail beside the list: who, why, and each value before and after. */
export function Entry({ id, onClose }: { id: number; onClose: () => void }) {
  const say = useSay()
  const { data: entry, problem, again } = useRead(readEntry, { id })
  return (
    <SidePanel open title={entry ? say(`event.${entry.name}`) : say('audit.title')} onClose={onClose} width={560}>
      <Problem problem={problem} again={again} />
      {!entry && !problem && <Skeleton rows={6} />}
      {entry && (
        <>
          <About entry={entry} />
          <Section title={say('audit.values')} more={entry.masked && say('audit.masked')}>
            <Values entry={entry} />
          </Section>
        </>
      )}
    </SidePanel>
  )
}

function About({ entry }: { entry: EntryShown }) {
  const say = useSay()
  const { actor, customer, jobId, rule, policyVersion } = entry
  const unnamed = actor.kind === 'SYSTEM' ? say('audit.actor.SYSTEM') : actor.kind === 'LINK' ? say('audit.not-signed-in') : undefined
  const by = unnamed ?? `${actor.name} · ${say(`audit.actor.${actor.kind}`)}`
  return (
    <Facts
      facts={[
        { key: 'at', label: say('audit.column.at'), value: <When at={entry.at} /> },
        { key: 'actor', label: say('audit.column.actor'), value: by },
        ...(customer
          ? [
              {
                key: 'customer',
                label: say('audit.column.customer'),
                value: customer.name ? <Link to={`/customers/${customer.id}`}>{customer.name}</Link> : customer.id,
              },
            ]
          : []),
        ...(jobId ? [{ key: 'job', label: say('audit.column.jobId'), value: <Link to={`/jobs?job=${jobId}`}>{jobId}</Link> }] : []),
        ...(rule
          ? [
              {
                key: 'rule',
                label: say('audit.column.rule'),
                value: [rule, policyVersion && say('audit.policy', { version: policyVersion })].filter(Boolean).join(' · '),
              },
            ]
          : []),
        {
          key: 'seal',
          label: say('audit.seal'),
          value: <Chip tone={entry.sealed ? 'ok' : 'plain'}>{say(entry.sealed ? 'audit.sealed' : 'audit.unsealed')}</Chip>,
        },
      ]}
    />
  )
}

function Values({ entry }: { entry: EntryShown }) {
  const say = useSay()
  const { before, after, erased, subject, names: known } = entry
  if (erased) return <p className="k-t3">{say('audit.erased')}</p>
  const names = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])]
  if (names.length === 0) return <p className="k-t3">{say('audit.no-values')}</p>
  const shown = (values: EntryShown['before'], name: string) => valueWords(subject.kind, name, values?.[name], say, known)
  return (
    <table className="k-audit-values">
      <thead>
        <tr>
          <th>{say('audit.field')}</th>
          {before && <th>{say('audit.before')}</th>}
          {after && <th>{say('audit.after')}</th>}
        </tr>
      </thead>
      <tbody>
        {names.map((name) => (
          <tr key={name}>
            <th>{fieldWords(subject.kind, name, say)}</th>
            {before && <td className="k-t2">{shown(before, name)}</td>}
            {after && <td>{shown(after, name)}</td>}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
