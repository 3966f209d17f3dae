import { useRead } from '../../../platform/web/reads.ts'
import { Rule } from '../../../ui/chip.tsx'
import { useNow } from '../../../ui/now.tsx'
import { Problem } from '../../../ui/problem.tsx'
import { useSay } from '../../../ui/say.tsx'
import { Skeleton } from '../../../ui/skeleton.tsx'
import { Why, WhySection } from '../../../ui/why.tsx'
import { readNotice } from '../contract.ts'
import { factsFor, linesOf, type Shown, whyWords } from './notice-words.ts'

/** The rule that had a notice told, as a small button that answers why; nothing where no rule did. */
export function WhyNotice({ notice }: { notice: Shown }) {
  const say = useSay()
  const { today } = useNow()
  if (notice.ruleId === null) return null
  const [what] = linesOf(notice, today, say)
  return (
    <Why
      label={say('notifications.why-of', { what })}
      head={what}
      basis={say('notifications.version', { version: notice.policyVersion })}
      body={() => <WhyBody id={notice.id} />}
    >
      <Rule>{notice.ruleId}</Rule>
    </Why>
  )
}

function WhyBody({ id }: { id: number }) {
  const say = useSay()
  const { today } = useNow()
  const { data, problem, again } = useRead(readNotice, { id })
  if (problem) return <Problem problem={problem} again={again} />
  if (!data) return <Skeleton rows={4} rowHeight={28} />
  const { notice, rule } = data
  return (
    <>
      <WhySection>
        <p>{whyWords(notice, say)}</p>
        {notice.subjectKind === 'TASK' && (
          <p className="k-t2">{say('notifications.why-facts', { ...factsFor(notice, today), rule: notice.facts.dutyRule })}</p>
        )}
      </WhySection>
      {rule && (
        <WhySection>
          <p className="k-row">
            <b>{rule.title}</b>
            <Rule>{notice.ruleId}</Rule>
          </p>
          <p className="k-t2">{rule.text}</p>
          <p className="k-aux k-t3">
            {rule.clause.document} {rule.clause.place}
          </p>
        </WhySection>
      )}
    </>
  )
}
