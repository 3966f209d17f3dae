import type { ReactNode } from 'react'
import { useChange } from '../../../platform/web/reads.ts'
import { useMay } from '../../../platform/web/session.ts'
import { Button } from '../../../ui/button.tsx'
import { type Fact, Facts } from '../../../ui/facts.tsx'
import { Line, Lines } from '../../../ui/lines.tsx'
import { Link } from '../../../ui/link.tsx'
import { useNow } from '../../../ui/now.tsx'
import { Section } from '../../../ui/page.tsx'
import { Problem } from '../../../ui/problem.tsx'
import { useSay } from '../../../ui/say.tsx'
import { TierBadge } from '../../../ui/tier.tsx'
import { useToast } from '../../../ui/toast.tsx'
import { DayText } from '../../../ui/when.tsx'
import { reopenTask } from '../contract.ts'
import { affected } from './affected.ts'
import { Due } from './due-text.tsx'
import { ReportForm } from './report-form.tsx'
import { AssignForm, PostponeForm } from './task-forms.tsx'
import { endedWords, standingWords, type TaskRead, type TaskShown, titleWords } from './task-words.ts'
import { Telling } from './telling.tsx'
import type { TogetherShown } from './together-words.ts'
import { announcedWords } from './told-words.ts'
import type { OpenTask } from './use-open-task.ts'
import { WaiveAsked } from './waive-asked.tsx'
import { WaiveForm } from './waive-forms.tsx'
import { Clause, Reckoned } from './why-body.tsx'
import './tasks.css'

/** One task, whole: its facts and rule, or the form for what is done with it. */
export function WholeTask({ task, opened }: { task: TaskRead; opened: OpenTask }) {
  const may = useMay()
  const back = () => opened.open(task.id)
  const act = task.state === 'OPEN' ? opened.act : 'look'
  const form = { task, onCancel: back, onDone: opened.close }
  const forms: Readonly<Record<string, ReactNode>> = {
    do: <ReportForm {...form} />,
    postpone: <PostponeForm {...form} onDone={back} />,
    waive: <WaiveForm {...form} onDone={may('tasks.waive') ? opened.close : back} />,
    assign: <AssignForm {...form} onDone={back} />,
  }
  return (
    <div className="tasks-panel">
      <Whose task={task} />
      {forms[act] ?? <Look task={task} opened={opened} />}
    </div>
  )
}

function Whose({ task }: { task: TaskShown }) {
  const say = useSay()
  return (
    <div className="k-row tasks-whose">
      {task.customerId === null ? (
        <span className="k-t2">{say('tasks.no-customer')}</span>
      ) : (
        <Link to={`/customers/${task.customerId}?tab=care`} className="k-who k-cut">
          {task.customerName}
        </Link>
      )}
      {task.tier && <TierBadge tier={{ code: task.tier }} />}
      <span className="k-grow" />
      <Due task={task} />
    </div>
  )
}

function Look({ task, opened }: { task: TaskRead; opened: OpenTask }) {
  const say = useSay()
  return (
    <>
      {task.waiveAsked && <WaiveAsked asked={task.waiveAsked} />}
      <Verbs task={task} opened={opened} />
      <Telling task={task} />
      <Facts facts={useFacts(task)} />
      {task.doneOn !== null && <Report task={task} />}
      <Together tasks={task.together} opened={opened} />
      <Section title={say('tasks.why')} more={task.policyVersion !== null && say('tasks.version', { version: task.policyVersion })}>
        <div className="k-stack tasks-reason">
          <div>
            <Reckoned task={task} />
          </div>
          {task.rule && (
            <div>
              <Clause task={task} />
            </div>
          )}
        </div>
      </Section>
    </>
  )
}

function Verbs({ task, opened }: { task: TaskShown; opened: OpenTask }) {
  const say = useSay()
  const may = useMay()
  const toast = useToast()
  const reopen = useChange(reopenTask, { rooms: affected, onDone: () => toast({ text: say('tasks.reopened') }) })
  const refused = may('tasks.do') ? undefined : say('tasks.no-do-right')
  if (task.state === 'DONE')
    return (
      <>
        <Problem problem={reopen.problem} />
        <div className="k-row">
          <Button busy={reopen.busy} disabledBecause={refused} onClick={() => void reopen.send({ id: task.id, version: task.version })}>
            {say('tasks.reopen')}
          </Button>
        </div>
      </>
    )
  if (task.state !== 'OPEN') return null
  return (
    <div className="k-row tasks-verbs">
      <Button kind="primary" disabledBecause={refused} onClick={() => opened.open(task.id, 'do')}>
        {say('tasks.do-now')}
      </Button>
      {!refused && (
        <Button onClick={() => opened.open(task.id, 'postpone')}>{say(task.plannedOn === null ? 'tasks.plan' : 'tasks.postpone')}</Button>
      )}
      {may('tasks.assign') && <Button onClick={() => opened.open(task.id, 'assign')}>{say('tasks.assign')}</Button>}
      {(may('tasks.waive') || (!refused && task.waiveAsked === null)) && (
        <Button kind="text" onClick={() => opened.open(task.id, 'waive')}>
          {say(may('tasks.waive') ? 'tasks.waive' : 'tasks.ask-waive')}
        </Button>
      )}
    </div>
  )
}

/** What the same appointment could serve, each to be opened. */
function Together({ tasks, opened }: { tasks: readonly TogetherShown[]; opened: OpenTask }) {
  const say = useSay()
  if (tasks.length === 0) return null
  return (
    <Section title={say('tasks.together')}>
      <Lines label={say('tasks.together')}>
        {tasks.map((t) => (
          <Line
            key={t.id}
            title={titleWords(t, say)}
            to={opened.address(t.id)}
            {...(t.serves ? { text: say('tasks.serves') } : {})}
            note={<Due task={{ ...t, state: 'OPEN' }} />}
          />
        ))}
      </Lines>
    </Section>
  )
}

type Told = readonly [key: string, value: ReactNode]

function useSaid(told: readonly Told[]): Fact[] {
  const say = useSay()
  return told.flatMap(([key, value]) => (value === null || value === '' ? [] : [{ key, label: say(`tasks.fact.${key}`), value }]))
}

function useFacts(task: TaskShown): Fact[] {
  const say = useSay()
  const { today } = useNow()
  return useSaid([
    ['standing', standingWords(task, today, say)],
    ['ended', endedWords(task, say)],
    [
      'window',
      <>
        <DayText day={task.windowFrom} /> – <DayText day={task.windowTo} />
      </>,
    ],
    ['planned', task.plannedOn && <DayText day={task.plannedOn} weekday distance />],
    ['reason', task.plannedOn && task.plannedReason],
    ['assignee', task.assigneeName ?? <span className="k-warn">{say('tasks.nobody')}</span>],
    ['unit', task.unitName],
    ['createdBy', task.origin === 'HAND' ? (task.createdBy?.name ?? null) : null],
  ])
}

function Report({ task }: { task: TaskShown }) {
  const say = useSay()
  const { today } = useNow()
  const announced = announcedWords(task, today, say)
  const facts = useSaid([
    [
      'done',
      <>
        <DayText day={task.doneOn} weekday /> {task.doneBy?.name}
      </>,
    ],
    ['channel', task.channel && say(`task.channel.${task.channel}`)],
    ['told', announced && <span className={task.notice?.standing === 'TOLD' ? '' : 'k-warn'}>{announced}</span>],
    ['checked', task.checked.join('、')],
    ['unchecked', task.uncheckedReason],
    ['outcome', task.outcome],
    ['nextStep', task.nextStep],
    ['contact', task.interactionId && task.customerId && <ContactLink key="contact" customerId={task.customerId} />],
  ])
  const proofs = task.evidence.map(({ kind, note }) => ({ key: kind, label: say(`task.evidence.${kind}`), value: note }))
  return <Facts title={say('tasks.report')} facts={[...facts, ...proofs]} />
}

/** To the contact that was recorded with it, among the others of the customer. */
function ContactLink({ customerId }: { customerId: number }) {
  const say = useSay()
  if (!useMay()('interactions.read')) return say('tasks.contact-recorded')
  return <Link to={`/customers/${customerId}?tab=interactions`}>{say('tasks.contact-recorded')}</Link>
}
