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
import { earlierOf, laterOf, type Period, spanAround } from '../policy.ts'
import { Breakdown, type BreakdownRow } from './breakdown.tsx'
import { ExportButton } from './export-button.tsx'
import { FiguresStrip } from './figures-strip.tsx'
import { PeriodPicker, recordsAddress, usePeriod, within } from './period.tsx'
import { Legend } from './standing-bar.tsx'
import './compliance.css'

/** One rule: what it says, how it was kept, and by whom. */
export function RulePage() {
  const say = useSay()
  const ruleId = useParam('rule')
  const period = usePeriod()
  const { data, problem, again } = useRead(ruleCompliance, { ruleId, ...period })
  const rule = data?.rule
  return (
    <Page
      title={rule?.title ?? ruleId}
      note={rule?.clause ? `${rule.clause.document} ${rule.clause.place}` : undefined}
      back={within(period, '/compliance')}
      moreActions={<ExportButton filter={{ ...period, ruleId }} />}
    >
      <PeriodPicker period={period} />
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
            recordsTo={recordsAddress(period, { rule: ruleId })}
          />
          <Legend />
          <Breakdowns reply={data} period={period} />
        </>
      )}
    </Page>
  )
}

type Reply = OutputOf<typeof ruleCompliance>

function Breakdowns({ reply, period }: { reply: Reply; period: Period }) {
  const say = useSay()
  const { ruleId } = reply.rule
  const target = reply.rule.counted ? reply.targetPercent : null
  const to = (field: string, value: string) => (standing?: Outcome) => recordsAddress(period, { rule: ruleId, [field]: value, standing })
  const nobody = <span className="k-t3">{say('compliance.nobody')}</span>
  const refs = (field: string, rows: Reply['byUnit']): BreakdownRow[] =>
    rows.map((r) => ({ key: String(r.id), label: r.name ?? nobody, figures: r, to: to(field, String(r.id ?? 'none')) }))
  const months: BreakdownRow[] = reply.byMonth.map((m) => {
    const whole = spanAround(`${m.month}-01`, 'MONTH')
    const part = { from: laterOf(whole.from, period.from), until: earlierOf(whole.until, period.until) }
    return { key: m.month, label: m.month, figures: m, to: (standing) => recordsAddress(part, { rule: ruleId, standing }) }
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
