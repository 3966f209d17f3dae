import { CheckCircleFilled, ExclamationCircleFilled, MinusCircleOutlined } from '@ant-design/icons'
import { useRead } from '../../../platform/web/reads.ts'
import { Chip, Rule } from '../../../ui/chip.tsx'
import { shortDay } from '../../../ui/days.ts'
import { Empty } from '../../../ui/empty.tsx'
import { grouped } from '../../../ui/figures.ts'
import { Link } from '../../../ui/link.tsx'
import { useNow } from '../../../ui/now.tsx'
import { Page } from '../../../ui/page.tsx'
import { Problem } from '../../../ui/problem.tsx'
import { useSay } from '../../../ui/say.tsx'
import { Skeleton } from '../../../ui/skeleton.tsx'
import { coverage, overview, type RuleFigures } from '../contract.ts'
import { isBelowTarget, type Period } from '../policy.ts'
import { ExportButton } from './export-button.tsx'
import { FiguresStrip } from './figures-strip.tsx'
import { PeriodPicker, recordsAddress, usePeriod, within } from './period.tsx'
import { Legend, percentWords, Share, StandingBar } from './standing-bar.tsx'
import './compliance.css'

/** How each rule of the policy was kept in a period. */
export function Compliance() {
  const say = useSay()
  const { today } = useNow()
  const period = usePeriod()
  const { data, problem, again } = useRead(overview, period)
  const covered = useCoverageFact(period)
  const note = data?.policyVersion
    ? say('compliance.judged', { version: data.policyVersion, day: shortDay(data.judgedUntil, today) })
    : data && say('compliance.judged-no-policy')
  return (
    <Page title={say('compliance.title')} note={note} moreActions={<ExportButton filter={period} />}>
      <PeriodPicker period={period} />
      <Problem problem={problem} again={again} />
      {!data && !problem && <Skeleton rows={10} />}
      {data && (
        <>
          <FiguresStrip figures={data.total} target={data.targetPercent} recordsTo={recordsAddress(period, {})} more={covered} />
          {data.rules.length === 0 ? (
            <Empty title={say('compliance.nothing')} />
          ) : (
            <Rules rules={data.rules} period={period} target={data.targetPercent} />
          )}
          <Legend />
          <p className="k-aux k-t3">{say('compliance.formula')}</p>
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

type RulesProps = { rules: readonly RuleFigures[]; period: Period; target: number | null }

function Rules({ rules, period, target }: RulesProps) {
  const say = useSay()
  return (
    <table className="comp-rules">
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
          <th scope="col" className="mark" aria-label={say('compliance.target', { percent: target ?? '—' })} />
        </tr>
      </thead>
      <tbody>
        {rules.map((rule) => (
          <RuleRow key={rule.ruleId} rule={rule} period={period} target={target} />
        ))}
      </tbody>
    </table>
  )
}

type RuleRowProps = { rule: RuleFigures; period: Period; target: number | null }

function RuleRow({ rule, period, target }: RuleRowProps) {
  const say = useSay()
  const records = (standing?: string) => recordsAddress(period, { rule: rule.ruleId, standing })
  return (
    <tr className={rule.enabled || rule.owed > 0 ? '' : 'off'}>
      <td className="clause k-t2" title={rule.clause ? `${rule.clause.document} ${rule.clause.place}` : undefined}>
        {rule.clause?.place ?? '—'}
      </td>
      <th scope="row">
        <span className="k-row">
          <Link to={within(period, `/compliance/rules/${rule.ruleId}`)} className="k-cut">
            {rule.title}
          </Link>
          <Rule>{rule.ruleId}</Rule>
          {!rule.enabled && <Chip>{say('compliance.off')}</Chip>}
          {!rule.counted && <Chip outline>{say('compliance.reminder')}</Chip>}
        </span>
      </th>
      <td className="right">{rule.owed === 0 ? <span className="k-mute">0</span> : <Link to={records()}>{grouped(rule.owed)}</Link>}</td>
      <td className="right k-t2">{grouped(rule.onTime)}</td>
      <td className="bar">
        <StandingBar figures={rule} />
      </td>
      <td className="right">
        <Share figures={rule} target={rule.counted ? target : null} />
      </td>
      <td className="mark">
        <Mark rule={rule} target={target} />
      </td>
    </tr>
  )
}

function Mark({ rule, target }: Omit<RuleRowProps, 'period'>) {
  const say = useSay()
  if (rule.share === null || !rule.counted || target === null)
    return <MinusCircleOutlined className="k-mute" aria-label={say('compliance.none-owed')} />
  return isBelowTarget(rule, target) ? (
    <ExclamationCircleFilled className="k-danger" aria-label={say('compliance.below')} />
  ) : (
    <CheckCircleFilled className="k-ok" aria-label={say('compliance.reached')} />
  )
}
