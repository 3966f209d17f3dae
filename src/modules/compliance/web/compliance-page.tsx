import { CheckCircleFilled, ExclamationCircleFilled, MinusCircleOutlined } from '@ant-design/icons'
import type { OutputOf } from '../../../core/endpoint.ts'
import { useRead } from '../../../platform/web/reads.ts'
import { Chip, Rule as RuleId } from '../../../ui/chip.tsx'
import { shortDay } from '../../../ui/days.ts'
import { Empty } from '../../../ui/empty.tsx'
import { grouped } from '../../../ui/figures.ts'
import { Link } from '../../../ui/link.tsx'
import { useNow } from '../../../ui/now.tsx'
import { Page } from '../../../ui/page.tsx'
import { Problem } from '../../../ui/problem.tsx'
import { useSay } from '../../../ui/say.tsx'
import { Skeleton } from '../../../ui/skeleton.tsx'
import { chaptersOf } from '../../policies/policy/chapters.ts'
import { coverage, overview } from '../contract.ts'
import { isBelowTarget, type Period } from '../policy.ts'
import { ExportButton } from './export-button.tsx'
import { FiguresStrip } from './figures-strip.tsx'
import { CellLegend, MonthCells } from './month-cells.tsx'
import { OtherRules } from './other-rules.tsx'
import { type Frame, PeriodPicker, recordsAddress, UnitPicker, unitOf, useFrame, within } from './period.tsx'
import { Legend, percentWords, Share, StandingBar } from './standing-bar.tsx'
import './compliance.css'

/** How each rule of the policy was kept in a period. */
export function Compliance() {
  const say = useSay()
  const { today } = useNow()
  const frame = useFrame()
  const { data, problem, again } = useRead(overview, frame)
  const covered = useCoverageFact(frame)
  const note = data?.policyVersion
    ? say('compliance.judged', { version: data.policyVersion, day: shortDay(data.judgedUntil, today) })
    : data && say('compliance.judged-no-policy')
  return (
    <Page title={say('compliance.title')} note={note} prints moreActions={<ExportButton filter={frame} />}>
      <PeriodPicker period={frame}>
        <UnitPicker {...frame} />
      </PeriodPicker>
      <Problem problem={problem} again={again} />
      {!data && !problem && <Skeleton rows={10} />}
      {data && (
        <>
          <FiguresStrip figures={data.total} target={data.targetPercent} recordsTo={recordsAddress(frame, unitOf(frame))} more={covered} />
          {data.rules.length === 0 ? (
            <Empty title={say('compliance.nothing')} />
          ) : (
            <Rules rules={data.rules} frame={frame} target={data.targetPercent} />
          )}
          <Legend />
          <CellLegend target={data.targetPercent} />
          <p className="k-aux k-t3">{say('compliance.formula')}</p>
          {data.policyVersion !== null && <OtherRules frame={frame} />}
        </>
      )}
    </Page>
  )
}

/** How many of the core were visited in the same days; says nothing where no policy asks for it. */
function useCoverageFact(period: Period) {
  const say = useSay()
  const { data } = useRead(coverage, { ...period, limit: 1 })
  if (!data || data.customers === 0) return []
  const below = data.visited * 100 < data.targetPercent * data.customers
  const to = within(period, '/compliance/coverage')
  return [
    {
      key: 'coverage',
      label: say('compliance.coverage'),
      value: (
        <Link to={to}>
          <span className={below ? 'k-danger' : ''}>{percentWords(data.share)}</span>
        </Link>
      ),
      note: say('compliance.target', { percent: data.targetPercent }),
    },
  ]
}

type Rule = OutputOf<typeof overview>['rules'][number]
type RulesProps = { rules: readonly Rule[]; frame: Frame; target: number | null }

function Rules({ rules, frame, target }: RulesProps) {
  const say = useSay()
  const months = rules[0]?.byMonth.map((m) => Number(m.month.slice(5))) ?? []
  return (
    <table className={`comp-rules${months.length > 6 ? ' long' : ''}`}>
      <caption className="k-hidden">{say('compliance.rules')}</caption>
      <thead>
        <tr>
          <th scope="col" className="clause">
            {say('compliance.clause')}
          </th>
          <th scope="col">{say('compliance.rule')}</th>
          <th scope="col" className="right">
            {say('compliance.owed')}
          </th>
          <th scope="col" className="right">
            {say('compliance.standing.ON_TIME')}
          </th>
          <th scope="col" className="bar">
            {say('compliance.how')}
          </th>
          <th scope="col" className="right">
            {say('compliance.share')}
          </th>
          <th scope="col" className="months" aria-label={say('compliance.by.month')}>
            <span className="comp-months" aria-hidden="true">
              {months.map((month) => (
                <i key={month} className="head">
                  {month}
                </i>
              ))}
            </span>
          </th>
          <th scope="col" className="mark" aria-label={say('compliance.target', { percent: target ?? '—' })} />
        </tr>
      </thead>
      {chaptersOf(rules).map((chapter) => (
        <Chapter key={chapter.section} {...chapter} frame={frame} target={target} />
      ))}
    </table>
  )
}

/** The rules of a chapter of the policy, and how many of them reached the target. */
function Chapter({ section, rules, frame, target }: RulesProps & { section: string }) {
  const say = useSay()
  const judged = rules.filter((r) => r.counted && r.share !== null)
  const reached = judged.filter((r) => !isBelowTarget(r, target)).length
  return (
    <tbody>
      <tr className="chapter">
        <th colSpan={8} scope="rowgroup">
          <span className="k-b">{say(section === '' ? 'compliance.former' : `policy-section.${section}`)}</span>{' '}
          <span className="k-aux k-t2">
            {say('compliance.chapter', { rules: rules.length })}
            {judged.length > 0 && say('compliance.chapter-reached', { reached, judged: judged.length })}
          </span>
        </th>
      </tr>
      {rules.map((rule) => (
        <RuleRow key={rule.ruleId} rule={rule} frame={frame} target={target} />
      ))}
    </tbody>
  )
}

type RuleRowProps = { rule: Rule; frame: Frame; target: number | null }

function RuleRow({ rule, frame, target }: RuleRowProps) {
  const say = useSay()
  const own = rule.counted ? target : null
  return (
    <tr className={rule.enabled || rule.owed > 0 ? '' : 'off'}>
      <td className="clause k-t2" title={rule.clause ? `${rule.clause.document} ${rule.clause.place}` : undefined}>
        {rule.clause?.place ?? '—'}
      </td>
      <th scope="row">
        <span className="k-row">
          <Link to={within(frame, `/compliance/rules/${rule.ruleId}`, unitOf(frame))} className="k-cut">
            {rule.title}
          </Link>
          <RuleId>{rule.ruleId}</RuleId>
          {!rule.enabled && <Chip>{say('compliance.off')}</Chip>}
          {!rule.counted && <Chip outline>{say('compliance.reminder')}</Chip>}
        </span>
      </th>
      <td className="right">
        {rule.owed === 0 ? (
          <span className="k-mute">0</span>
        ) : (
          <Link to={recordsAddress(frame, { rule: rule.ruleId, ...unitOf(frame) })}>{grouped(rule.owed)}</Link>
        )}
      </td>
      <td className="right k-t2">{grouped(rule.onTime)}</td>
      <td className="bar">
        <StandingBar figures={rule} />
      </td>
      <td className="right">
        <Share figures={rule} target={own} />
      </td>
      <td className="months">
        <MonthCells months={rule.byMonth} ruleId={rule.ruleId} target={own} frame={frame} />
      </td>
      <td className="mark">
        <Mark rule={rule} target={target} />
      </td>
    </tr>
  )
}

function Mark({ rule, target }: Omit<RuleRowProps, 'frame'>) {
  const say = useSay()
  if (rule.share === null || !rule.counted || target === null)
    return <MinusCircleOutlined className="k-mute" aria-label={say('compliance.none-owed')} />
  return isBelowTarget(rule, target) ? (
    <ExclamationCircleFilled className="k-danger" aria-label={say('compliance.below')} />
  ) : (
    <CheckCircleFilled className="k-ok" aria-label={say('compliance.reached')} />
  )
}
