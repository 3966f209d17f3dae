import { CalendarOutlined, GiftOutlined, PlusOutlined } from '@ant-design/icons'
import { useState } from 'react'
import { daysBetween } from '../../../core/day.ts'
import { useRead } from '../../../platform/web/reads.ts'
import { useMay } from '../../../platform/web/session.ts'
import { Button } from '../../../ui/button.tsx'
import { Rule } from '../../../ui/chip.tsx'
import { distanceWords, shortDay } from '../../../ui/days.ts'
import { SidePanel } from '../../../ui/dialog.tsx'
import { Empty } from '../../../ui/empty.tsx'
import { Link } from '../../../ui/link.tsx'
import { useNow } from '../../../ui/now.tsx'
import { Section } from '../../../ui/page.tsx'
import { Problem } from '../../../ui/problem.tsx'
import { useSay } from '../../../ui/say.tsx'
import { Skeleton } from '../../../ui/skeleton.tsx'
import { listCustomerDates } from '../contract/dates.ts'
import { BirthdayPanel } from './birthday-panel.tsx'
import { DatePanel } from './date-panel.tsx'
import { aboutWords, aheadOf, inOrder, keyOf, type Shown, titleOf } from './date-words.ts'
import './dates.css'

type Opened = 'new-date' | 'new-birthday' | string

/** The days that matter to a customer and its people's birthdays: when each comes next, and what the policy asks for it. */
export function CustomerDates({ customerId }: { customerId: number }) {
  const say = useSay()
  const mayWrite = useMay()('customers.write')
  const { data, problem, again } = useRead(listCustomerDates, { customerId })
  const [opened, setOpened] = useState<Opened | undefined>(undefined)
  if (problem) return <Problem problem={problem} again={again} />
  if (!data) return <Skeleton rows={5} rowHeight={54} />
  const all = inOrder(data)
  const over = all.filter(isOver)
  const ahead = all.filter((shown) => !isOver(shown))
  const add = mayWrite && (
    <>
      <Button small icon={<PlusOutlined />} onClick={() => setOpened('new-date')}>
        {say('dates.add')}
      </Button>{' '}
      <Button small icon={<PlusOutlined />} onClick={() => setOpened('new-birthday')}>
        {say('dates.add-birthday')}
      </Button>
    </>
  )
  const rows = (of: readonly Shown[], label: string) => (
    <ul className="care-dates" aria-label={label}>
      {of.map((shown) => (
        <DateRow key={keyOf(shown)} shown={shown} customerId={customerId} onOpen={mayWrite ? setOpened : undefined} />
      ))}
    </ul>
  )
  return (
    <>
      <Section title={say('dates.ahead')} more={add}>
        {ahead.length > 0 && rows(ahead, say('dates.ahead'))}
      </Section>
      {all.length === 0 && <Empty title={say('dates.none')} why={say('dates.none-why')} />}
      {over.length > 0 && <Section title={say('dates.over')}>{rows(over, say('dates.over'))}</Section>}
      <Panel customerId={customerId} opened={opened} all={all} close={() => setOpened(undefined)} />
    </>
  )
}

/** A birthday is never over; one that is not shown has no next time either. */
const isOver = (shown: Shown): boolean => 'date' in shown && shown.date.nextOn === null

type PanelProps = { customerId: number; opened: Opened | undefined; all: readonly Shown[]; close: () => void }

function Panel({ customerId, opened, all, close }: PanelProps) {
  const say = useSay()
  // What is shown follows the list, so that a conflict brings the newer version into the form.
  const shown = all.find((s) => keyOf(s) === opened)
  const titles: Readonly<Record<string, string>> = { 'new-date': say('dates.add'), 'new-birthday': say('dates.add-birthday') }
  const registered = all.flatMap((s) => ('birthday' in s ? [s.birthday.contactId] : []))
  return (
    <SidePanel
      open={opened !== undefined && (opened in titles || shown !== undefined)}
      title={shown ? titleOf(shown, say) : (titles[opened ?? ''] ?? '')}
      onClose={close}
    >
      {opened === 'new-date' && <DatePanel customerId={customerId} close={close} />}
      {opened === 'new-birthday' && <BirthdayPanel customerId={customerId} registered={registered} close={close} />}
      {shown && 'date' in shown && <DatePanel key={opened} customerId={customerId} date={shown.date} close={close} />}
      {shown && 'birthday' in shown && (
        <BirthdayPanel key={opened} customerId={customerId} registered={registered} birthday={shown.birthday} close={close} />
      )}
    </SidePanel>
  )
}

type RowProps = { shown: Shown; customerId: number; onOpen: ((key: string) => void) | undefined }

function DateRow({ shown, customerId, onOpen }: RowProps) {
  const say = useSay()
  const title = titleOf(shown, say)
  const isMasked = 'birthday' in shown && shown.birthday.monthDay === null
  return (
    <li className={isOver(shown) ? 'over' : ''}>
      <span className="care-dates-icon">{'date' in shown ? <CalendarOutlined /> : <GiftOutlined />}</span>
      <span className="care-dates-words">
        {onOpen && !isMasked ? (
          <button type="button" className="k-cut" aria-label={say('dates.change', { title })} onClick={() => onOpen(keyOf(shown))}>
            {title}
          </button>
        ) : (
          <span className="k-b">{title}</span>
        )}
        <small>{aboutWords(shown, say)}</small>
      </span>
      <Duty shown={shown} customerId={customerId} />
      <Next shown={shown} />
    </li>
  )
}

function Next({ shown }: { shown: Shown }) {
  const say = useSay()
  const { today } = useNow()
  const { nextOn } = aheadOf(shown)
  if (nextOn === null) return null
  return (
    <span className={`care-dates-when ${daysBetween(today, nextOn) === 0 ? 'k-warn' : ''}`}>
      <time dateTime={nextOn} className="k-figure">
        {shortDay(nextOn, today)}
      </time>
      <small>{distanceWords(nextOn, today, say)}</small>
    </span>
  )
}

/** What the policy asks for the next time: the task there is, or what will be planned. */
function Duty({ shown, customerId }: { shown: Shown; customerId: number }) {
  const say = useSay()
  const { today } = useNow()
  const mayTasks = useMay()('tasks.read')
  const { nextOn, duty, late, prepareFrom } = aheadOf(shown)
  if (nextOn === null) return null
  if (!duty) return <span className="care-dates-duty k-t3">{say('dates.no-duty')}</span>
  const kind = say(`task.kind.${duty.kind}`)
  const words = duty.state === null ? kind : say('dates.duty', { kind, state: say(`task.state.${duty.state}`) })
  const isOpen = duty.state === null || duty.state === 'OPEN'
  const begins = shortDay(prepareFrom ?? duty.from, today)
  return (
    <span className="care-dates-duty">
      <span>
        {duty.taskId !== null && mayTasks ? <Link to={`/customers/${customerId}?tab=care&task=${duty.taskId}`}>{words}</Link> : words}{' '}
        <Rule>{duty.ruleId}</Rule>
      </span>
      {isOpen && <span className={late ? 'k-warn' : 'k-t3'}>{say(late ? 'dates.late' : 'dates.will-prepare', { day: begins })}</span>}
    </span>
  )
}
