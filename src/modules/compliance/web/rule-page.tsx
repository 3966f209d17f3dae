import type { OutputOf } from '../../../core/endpoint.ts'
import { useRead } from '../../../platform/web/reads.ts'
import { Chip, Rule } from '../../../ui/chip.tsx'
import { useParam } from '../../../ui/link.tsx'
import { Page } from '../../../ui/page.tsx'
import { Problem } from '../../../ui/problem.tsx'
import { useSay } from '../../../ui/say.tsx'
import { Skeleton } from '../../../ui/skeleton.tsx'
import { TierBadge } from '../../../ui/tier.tsx'
import { type Outcome, ruleCompliance } from '../contract.ts'
import { monthWithin } from '../policy.ts'
import { Breakdown, type BreakdownRow } from './breakdown.tsx'
import { ExportButton } from './export-button.tsx'
import { FiguresStrip } from './figures-strip.tsx'
import { type Frame, PeriodPicker, recordsAddress, UnitPicker, unitOf, useFrame, within } from './period.tsx'
import { Legend } from './standing-bar.tsx'
import './compliance.css'

/** One rule: what it says, how it was kept, and by whom. */
export function RulePage() {
  const say = useSay()
  const ruleId = useParam('rule')
  const frame = useFrame()
  const { data, problem, again } = useRead(ruleCompliance, { ruleId, ...frame })
  const rule = data?.rule
  return (
    <Page
      title={rule?.title ?? ruleId}
      note={rule?.clause ? `${rule.clause.document} ${rule.clause.place}` : undefined}
      back={within(frame, '/compliance', unitOf(frame))}
      moreActions={<ExportButton filter={{ ...frame, ruleId }} />}
    >
      <PeriodPicker period={frame}>
        <UnitPicker {...frame} />
      </PeriodPicker>
      <Problem problem={problem} again={again} />
      {!data && !problem && <Skeleton rows={8} />}
      {data && (
        <>
          <p className="k-row k-lead">
            <Rule>{ruleId}</Rule>
            <span className="k-t2">{data.rule.text}</span>
            {!data.rule.enabled && <Chip>{say('compliance.off')}</Chip>}
            {!data.rule.counted && <Chip outline>{say('compliance.reminder')}</Chip>}
          </p>
          <FiguresStrip
            figures={data.rule}
            target={data.rule.counted ? data.targetPercent : null}
            ahead={data.rule.ahead}
            recordsTo={recordsAddress(frame, { rule: ruleId, ...unitOf(frame) })}
          />
          <Legend />
          <Breakdowns reply={data} frame={frame} />
        </>
      )}
    </Page>
  )
}

type Reply = OutputOf<typeof ruleCompliance>

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
