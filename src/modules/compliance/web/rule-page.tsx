import type { OutputOf } from '../../../core/endpoint.ts'
import type { Say } from '../../../core/text.ts'
import { useRead } from '../../../platform/web/reads.ts'
import { Chip, Rule } from '../../../ui/chip.tsx'
import { useParam } from '../../../ui/link.tsx'
import { Page } from '../../../ui/page.tsx'
import { Problem } from '../../../ui/problem.tsx'
import { useSay } from '../../../ui/say.tsx'
import { Skeleton } from '../../../ui/skeleton.tsx'
import { TierBadge } from '../../../ui/tier.tsx'
import { CountedAt } from '../../../ui/when.tsx'
import { announcingRule } from '../../tasks/contract/announcing.ts'
import { type Outcome, ruleCompliance } from '../contract.ts'
import { monthWithin } from '../policy.ts'
import { Breakdown, type BreakdownRow } from './breakdown.tsx'
import { EvidenceFigures } from './evidence.tsx'
import { Governing, HowExecuted } from './executed.tsx'
import { ExportButton } from './export-button.tsx'
import { FiguresStrip } from './figures-strip.tsx'
import { type Frame, PeriodPicker, recordsAddress, UnitPicker, unitOf, useFrame, within } from './period.tsx'
import { Legend } from './standing-bar.tsx'
import './compliance.css'

/** One rule: what it says, how it was kept and by whom, or how else it is executed, and what governs it. */
export function RulePage() {
  const say = useSay()
  const ruleId = useParam('rule')
  const frame = useFrame()
  const { data, problem, again } = useRead(ruleCompliance, { ruleId, ...frame })
  const rule = data?.rule
  const owes = rule?.execution.kind === 'DUTIES'
  const isDated = owes || (data?.evidence && !data.evidence.ofNow)
  return (
    <Page
      title={rule?.title ?? ruleId}
      note={rule && placeOf(rule, say)}
      back={within(frame, '/compliance', unitOf(frame))}
      prints
      moreActions={owes && <ExportButton filter={{ ...frame, ruleId }} />}
    >
      {isDated && <PeriodPicker period={frame}>{owes && <UnitPicker {...frame} />}</PeriodPicker>}
      <Problem problem={problem} again={again} />
      {!data && !problem && <Skeleton rows={8} />}
      {data && (
        <>
          <p className="k-row k-lead">
            <Rule>{ruleId}</Rule>
            <span className="k-t2">{data.rule.text}</span>
            {!data.rule.enabled && <Chip>{say('compliance.off')}</Chip>}
            {owes && !data.rule.counted && <Chip outline>{say('compliance.reminder')}</Chip>}
          </p>
          <HowExecuted execution={data.rule.execution} />
          {owes && <Duties reply={data} frame={frame} />}
          {data.evidence && <EvidenceFigures evidence={data.evidence} />}
          <Governing rule={data.rule} frame={frame} />
        </>
      )}
    </Page>
  )
}

/** Chapter, document and clause a rule stands in. */
const placeOf = ({ section, clause }: Reply['rule'], say: Say): string =>
  [section && say(`policy-section.${section}`), clause && `${clause.document} ${clause.place}`].filter(Boolean).join(' · ')

type Reply = OutputOf<typeof ruleCompliance>

/** What the standings mean where it is about telling customers. */
const Told = () => <p className="k-aux k-t3">{useSay()('compliance.told-says')}</p>

/** What the rule owed, in all and divided every way. */
const Duties = ({ reply, frame }: { reply: Reply; frame: Frame }) => (
  <>
    <FiguresStrip
      figures={reply.rule}
      target={reply.rule.counted ? reply.targetPercent : null}
      ahead={reply.rule.ahead}
      recordsTo={recordsAddress(frame, { rule: reply.rule.ruleId, ...unitOf(frame) })}
    />
    <Legend />
    <CountedAt at={reply.countedAt} />
    {reply.rule.ruleId === announcingRule && <Told />}
    <Breakdowns reply={reply} frame={frame} />
  </>
)

function Breakdowns({ reply, frame }: { reply: Reply; frame: Frame }) {
  const say = useSay()
  const { ruleId } = reply.rule
  const target = reply.rule.counted ? reply.targetPercent : null
  const to = (field: string, value: string) => (standing?: Outcome) =>
    recordsAddress(frame, { rule: ruleId, ...unitOf(frame), [field]: value, standing })
  const nobody = <span className="k-t3">{say('compliance.nobody')}</span>
  const refs = (field: string, rows: Reply['byUnit']): BreakdownRow[] =>
    rows.map((r) => ({ key: String(r.id), label: r.name ?? nobody, figures: r, to: to(field, String(r.id ?? 'none')) }))
  const months: BreakdownRow[] = reply.byMonth.map((m) => {
    return {
      key: m.month,
      label: m.month,
      figures: m,
      to: (standing) => recordsAddress(monthWithin(m.month, frame), { rule: ruleId, ...unitOf(frame), standing }),
    }
  })
  const tiers = reply.byTier.map((t) => ({
    key: String(t.code),
    label: t.code === null ? nobody : <TierBadge tier={{ code: t.code }} />,
    figures: t,
    to: to('tier', t.code ?? 'none'),
  }))
  const classes = reply.byClass.map((c) => ({
    key: String(c.code),
    label: c.code === null ? nobody : say(`compliance.class.${c.code}`),
    figures: c,
    to: to('class', c.code ?? 'none'),
  }))
  return (
    <>
      <Breakdown title={say('compliance.by.month')} rows={months} target={target} />
      <Breakdown title={say('compliance.by.unit')} rows={refs('unit', reply.byUnit)} target={target} />
      <Breakdown title={say('compliance.by.person')} rows={refs('person', reply.byPerson)} target={target} />
      <Breakdown title={say('compliance.by.tier')} rows={tiers} target={target} />
      <Breakdown title={say('compliance.by.class')} rows={classes} target={target} />
    </>
  )
}
