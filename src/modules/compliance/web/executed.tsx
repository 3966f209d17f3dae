import type { OutputOf } from '../../../core/endpoint.ts'
import { useMay } from '../../../platform/web/session.ts'
import { Rule as RuleId } from '../../../ui/chip.tsx'
import { Link } from '../../../ui/link.tsx'
import { Section } from '../../../ui/page.tsx'
import { useSay } from '../../../ui/say.tsx'
import { RuleParameters } from '../../policies/web/RuleParameters.tsx'
import type { Place, ruleCompliance, ShownExecution } from '../contract.ts'
import { type Frame, within } from './period.tsx'

/** What the screen of a place is called, and who may open it. */
const screens: Readonly<Record<Place, { title: string; permission: string }>> = {
  FILE: { title: 'customers.title', permission: 'customers.read' },
  CONTACTS: { title: 'interactions.title', permission: 'interactions.read' },
  TIERS: { title: 'tiers.title', permission: 'tiering.read' },
  PLANNING: { title: 'tasks.title', permission: 'tasks.read' },
  PUBLISHING: { title: 'policies.title', permission: 'policies.read' },
  POSTS: { title: 'posts.title', permission: 'organisation.manage' },
  TRAIL: { title: 'audit.title', permission: 'audit.read' },
}

/** One sentence: how a rule without duties is executed, with the screen where it is at work. */
export function HowExecuted({ execution: { kind, place, to } }: { execution: ShownExecution }) {
  const say = useSay()
  const may = useMay()
  if (kind === 'DUTIES') return null
  return (
    <p className="comp-executed">
      {say(`compliance.executed.${place ?? kind}`)}{' '}
      {place && to && may(screens[place].permission) && (
        <Link to={to}>{say('compliance.executed-there', { screen: say(screens[place].title) })}</Link>
      )}
    </p>
  )
}

/** How a rule is executed, in a word or two. */
export function ExecutedBriefly({ execution: { kind, place } }: { execution: ShownExecution }) {
  const say = useSay()
  const words = place === null ? say(`compliance.kind.${kind}`) : say('compliance.kind.ELSEWHERE', { screen: say(screens[place].title) })
  return <span className="k-t3">{words}</span>
}

type Rule = OutputOf<typeof ruleCompliance>['rule']

/** What governs a rule, and the other rules that it governs too. */
export function Governing({ rule, frame }: { rule: Rule; frame: Frame }) {
  const say = useSay()
  const count = Object.keys(rule.parameters).length
  return (
    <>
      {count > 0 && (
        <Section title={say('policies.parameters', { count })}>
          <RuleParameters parameters={rule.parameters} />
        </Section>
      )}
      {rule.sharedWith.length > 0 && (
        <Section title={say('compliance.shared-with')}>
          <ul className="comp-shared">
            {rule.sharedWith.map(({ ruleId, title }) => (
              <li key={ruleId}>
                <Link to={within(frame, `/compliance/rules/${ruleId}`)}>{title}</Link> <RuleId>{ruleId}</RuleId>
              </li>
            ))}
          </ul>
        </Section>
      )}
    </>
  )
}
