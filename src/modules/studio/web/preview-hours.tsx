import { Segmented } from 'antd'
import { useState } from 'react'
import { Person } from '../../../ui/chip.tsx'
import { Section } from '../../../ui/page.tsx'
import { useSay } from '../../../ui/say.tsx'
import { type Before, loads, shownHours } from './moves-table.ts'
import type { PreviewShown } from './preview-tiers.tsx'

const faces = ['hours', 'tasks'] as const
const none: Before = { before: 0, after: 0 }

/** What each person would have to do each month, before and after. */
export function PreviewHours({ preview }: { preview: PreviewShown }) {
  const say = useSay()
  const [by, setBy] = useState<(typeof faces)[number]>('hours')
  const { months, people, most } = loads(preview.hours, by)
  const monthWords = (month: string) => {
    const [year, number] = [month.slice(0, 4), Number(month.slice(5))]
    return year === preview.effectiveOn.slice(0, 4) ? say('ui.month', { month: number }) : say('ui.year-month', { year, month: number })
  }
  const switcher = (
    <Segmented
      size="small"
      aria-label={say('ui.which')}
      value={by}
      options={faces.map((value) => ({ value, label: say(`preview.by-${value}`) }))}
      onChange={setBy}
    />
  )
  return (
    <Section title={say('preview.hours')} more={people.length > 0 && switcher}>
      {people.length === 0 && <p className="k-t3">{say('preview.no-hours')}</p>}
      {people.length > 0 && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: scrolled by the keyboard
        <div className="studio-scroll" tabIndex={0}>
          <table className="preview-table hours">
            <thead>
              <tr>
                <th scope="col">{say('preview.person')}</th>
                {months.map((month) => (
                  <th key={month} scope="col">
                    {monthWords(month)}
                  </th>
                ))}
                <th scope="col" className="right">
                  {say('preview.sum')}
                </th>
              </tr>
            </thead>
            <tbody>
              {people.map((person) => (
                <tr key={person.personId ?? 0}>
                  <th scope="row">
                    {person.personId === null ? <span className="k-t2">{say('preview.nobody')}</span> : <Person name={person.name} />}
                  </th>
                  {months.map((month) => (
                    <td key={month} data-month={monthWords(month)}>
                      <Load load={person.months.get(month) ?? none} shared={person.shared.get(month) ?? none} most={most} by={by} />
                    </td>
                  ))}
                  <td className="right">
                    <FromTo load={person.sum} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {preview.hours.some((row) => row.sharedBefore + row.sharedAfter > 0) && <p className="k-aux k-t3">{say('preview.shared-says')}</p>}
    </Section>
  )
}

function FromTo({ load: { before, after } }: { load: Before }) {
  const [from, to] = [shownHours(before), shownHours(after)]
  return from === to ? (
    <span className="k-t2">{from}</span>
  ) : (
    <span className="k-figure">
      {from} → <b>{to}</b>
    </span>
  )
}

/** Grey is what stays, blue what comes, a hollow end what goes. */
function Load({ load, shared, most, by }: { load: Before; shared: Before; most: number; by: (typeof faces)[number] }) {
  const say = useSay()
  const { before, after } = load
  const width = (value: number) => ({ width: `${(value / most) * 100}%` })
  const words = (value: number) => say(`preview.${by}-unit`, { count: shownHours(value) })
  return (
    <span className="preview-load" title={`${words(before)} → ${words(after)}`}>
      <span>
        <FromTo load={load} />
        {shared.before + shared.after > 0 && (
          <small className="k-t3">
            {' '}
            {say('preview.shared', { count: shared.before === shared.after ? shared.after : `${shared.before} → ${shared.after}` })}
          </small>
        )}
      </span>
      <span className="rail" aria-hidden="true">
        <i style={width(Math.min(before, after))} />
        {after > before && <i className="more" style={width(after - before)} />}
        {after < before && <i className="less" style={width(before - after)} />}
      </span>
    </span>
  )
}
