import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { Checkbox, Input, Segmented } from 'antd'
import { useState } from 'react'
import type { z } from 'zod'
import { type Day, day as isDay } from '../../../core/day.ts'
import { useChange } from '../../../platform/web/reads.ts'
import { Button } from '../../../ui/button.tsx'
import { DayInput } from '../../../ui/form/day-input.tsx'
import { Problem } from '../../../ui/problem.tsx'
import { useSay } from '../../../ui/say.tsx'
import { useToast } from '../../../ui/toast.tsx'
import { changeCalendar, type listCalendar } from '../contract.ts'
import './calendar.css'

type Row = { key: number; day: Day; working: boolean; name: string }
type EditorProps = { year: z.input<typeof listCalendar.output>; close: () => void }

/** The special days of a year as a table; saved as a whole. */
export function CalendarEditor({ year, close }: EditorProps) {
  const say = useSay()
  const toast = useToast()
  const [rows, setRows] = useState<readonly Row[]>(() => year.days.map((d, key) => ({ key, day: d.day, working: d.working, name: d.name })))
  const [noticed, setNoticed] = useState(year.noticed)
  const change = useChange(changeCalendar, {
    onDone: () => {
      toast({ text: say('calendar.saved', { year: year.year }) })
      close()
    },
  })
  const put = (key: number, part: Partial<Row>) => setRows(rows.map((r) => (r.key === key ? { ...r, ...part } : r)))
  const add = () => setRows([...rows, { key: Math.max(0, ...rows.map((r) => r.key)) + 1, day: '', working: false, name: '' }])
  const empty = rows.some((r) => !isDay.safeParse(r.day).success)
  const kinds = [
    { value: 'OFF', label: say('calendar.mark-long.OFF') },
    { value: 'WORK', label: say('calendar.mark-long.WORK') },
  ]
  const save = () =>
    void change.send({ year: year.year, noticed, days: rows.map(({ day, working, name }) => ({ day, working, name: name.trim() })) })
  return (
    <div className="calendar-editor">
      <Problem problem={change.problem} />
      <table>
        <thead>
          <tr>
            <th>{say('calendar.day')}</th>
            <th>{say('calendar.kind')}</th>
            <th>{say('calendar.name')}</th>
            <th aria-label={say('calendar.remove')} />
          </tr>
        </thead>
        <tbody>
          {rows.map((r) => (
            <tr key={r.key}>
              <td>
                <DayInput
                  min={`${year.year}-01-01`}
                  max={`${year.year}-12-31`}
                  value={r.day}
                  label={say('calendar.day')}
                  onChange={(day) => put(r.key, { day })}
                />
              </td>
              <td>
                <Segmented
                  size="small"
                  aria-label={say('ui.which')}
                  options={kinds}
                  value={r.working ? 'WORK' : 'OFF'}
                  onChange={(kind) => put(r.key, { working: kind === 'WORK' })}
                />
              </td>
              <td>
                <Input
                  value={r.name}
                  maxLength={40}
                  aria-label={say('calendar.name')}
                  onChange={(e) => put(r.key, { name: e.target.value })}
                />
              </td>
              <td>
                <Button
                  kind="text"
                  small
                  icon={<DeleteOutlined />}
                  label={say('calendar.remove')}
                  onClick={() => setRows(rows.filter((o) => o.key !== r.key))}
                />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <div>
        <Button kind="link" icon={<PlusOutlined />} onClick={add}>
          {say('calendar.add')}
        </Button>
      </div>
      <Checkbox checked={noticed} onChange={(e) => setNoticed(e.target.checked)}>
        {say('calendar.is-noticed', { year: year.year })}
      </Checkbox>
      <div className="k-row">
        <Button kind="primary" busy={change.busy} disabledBecause={empty ? say('calendar.day-missing') : undefined} onClick={save}>
          {say('ui.save')}
        </Button>
        <Button kind="text" onClick={close}>
          {say('ui.cancel')}
        </Button>
      </div>
    </div>
  )
}
