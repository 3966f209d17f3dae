import { useState } from 'react'
import { useRead } from '../../../platform/web/reads.ts'
import { Rule as RuleId } from '../../../ui/chip.tsx'
import { Link } from '../../../ui/link.tsx'
import { Section } from '../../../ui/page.tsx'
import { Problem } from '../../../ui/problem.tsx'
import { useSay } from '../../../ui/say.tsx'
import { Skeleton } from '../../../ui/skeleton.tsx'
import { CountedAt } from '../../../ui/when.tsx'
import { chaptersOf } from '../../policies/policy/chapters.ts'
import { type OtherRule, otherRules } from '../contract.ts'
import { valueWords } from './evidence.tsx'
import { ExecutedBriefly } from './executed.tsx'
import { type Frame, unitOf, within } from './period.tsx'
import { percentWords } from './standing-bar.tsx'

/** The rules that owe no duties, folded by chapter: each with its figure, or how else it is executed. */
export function OtherRules({ frame }: { frame: Frame }) {
  const say = useSay()
  const { data, problem, again } = useRead(otherRules, { from: frame.from, until: frame.until })
  if (data?.rules.length === 0) return null
  return (
    <Section title={say('compliance.others')}>
      <Problem problem={problem} again={again} />
      {!data && !problem && <Skeleton rows={3} />}
      {data && <CountedAt at={data.countedAt} />}
      {data && chaptersOf(data.rules).map((chapter) => <Chapter key={chapter.section} {...chapter} frame={frame} />)}
    </Section>
  )
}

function Chapter({ section, rules, frame }: { section: string; rules: readonly OtherRule[]; frame: Frame }) {
  const say = useSay()
  const [isOpen, setOpen] = useState(false)
  const notYet = rules.filter(({ execution }) => execution.kind === 'NOT_YET').length
  return (
    <details className="comp-others" onToggle={(e) => setOpen(e.currentTarget.open)}>
      <summary>
        <span className="k-b">{say(`policy-section.${section}`)}</span>{' '}
        <span className="k-aux k-t2">
          {say('compliance.chapter', { rules: rules.length, count: rules.length })}
          {notYet > 0 && say('compliance.chapter-not-yet', { notYet })}
        </span>
      </summary>
      {isOpen && (
        <table className="comp-rules others">
          <caption className="k-hidden">{say(`policy-section.${section}`)}</caption>
          <tbody>
            {rules.map((rule) => (
              <Row key={rule.ruleId} rule={rule} frame={frame} />
            ))}
          </tbody>
        </table>
      )}
    </details>
  )
}

function Row({ rule, frame }: { rule: OtherRule; frame: Frame }) {
  return (
    <tr>
      <td className="clause k-t2" title={rule.clause ? `${rule.clause.document} ${rule.clause.place}` : undefined}>
        {rule.clause?.place ?? '—'}
      </td>
      <th scope="row">
        <span className="k-row">
          <Link to={within(frame, `/compliance/rules/${rule.ruleId}`, unitOf(frame))} className="k-cut">
            {rule.title}
          </Link>
          <RuleId>{rule.ruleId}</RuleId>
        </span>
      </th>
      <td className="right">
        <Figure rule={rule} />
      </td>
    </tr>
  )
}

/** The share where one is asked, else the first figure, else how it is executed. */
function Figure({ rule: { evidence, execution } }: { rule: OtherRule }) {
  const [line] = evidence?.lines ?? []
  if (evidence && evidence.share !== null) return <b>{percentWords(evidence.share)}</b>
  if (execution.kind !== 'EVIDENCE' || !line) return <ExecutedBriefly execution={execution} />
  return (
    <>
      <span className="k-aux k-t3">{line.label}</span> {valueWords(line.value)}
    </>
  )
}
