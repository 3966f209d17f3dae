import { useState } from 'react'
import { Rule } from '../../../ui/chip.tsx'
import { grouped } from '../../../ui/figures.ts'
import { Section } from '../../../ui/page.tsx'
import { useSay } from '../../../ui/say.tsx'
import type { DutyChange } from '../contract.ts'
import { DutyList } from './preview-lists.tsx'
import type { PreviewShown } from './preview-tiers.tsx'

type Opened = { readonly ruleId: string; readonly title: string; readonly change: DutyChange; readonly count: number }

/** Which tasks of each rule come and go; each figure opens them. */
export function PreviewDuties({ preview }: { preview: PreviewShown }) {
  const say = useSay()
  const [opened, setOpened] = useState<Opened | undefined>(undefined)
  const changed = preview.duties.filter((d) => d.added > 0 || d.ended > 0)
  const figure = (rule: (typeof changed)[number], change: DutyChange) => {
    const count = change === 'ADDED' ? rule.added : rule.ended
    if (count === 0) return <span className="k-mute">0</span>
    const sign = change === 'ADDED' ? '+' : '−'
    return (
      <button
        type="button"
        className="preview-figure"
        aria-label={`${rule.ruleId} ${say(change === 'ADDED' ? 'preview.added' : 'preview.ended')} ${count}`}
        onClick={() => setOpened({ ruleId: rule.ruleId, title: rule.title, change, count })}
      >
        {sign}
        {grouped(count)}
      </button>
    )
  }
  return (
    <Section title={say('preview.duties')} more={say('preview.duties-note', { days: preview.horizonDays })}>
      {changed.length === 0 && <p className="k-t3">{say('preview.no-duties')}</p>}
      {changed.length > 0 && (
        <table className="preview-table duties">
          <thead>
            <tr>
              <th scope="col">{say('preview.rule')}</th>
              <th scope="col" className="right">
                {say('preview.added')}
              </th>
              <th scope="col" className="right">
                {say('preview.ended')}
              </th>
              <th scope="col" className="right">
                {say('preview.kept')}
              </th>
              <th scope="col" className="right">
                {say('preview.after')}
              </th>
            </tr>
          </thead>
          <tbody>
            {changed.map((rule) => (
              <tr key={rule.ruleId}>
                <th scope="row">
                  <span className="k-row">
                    <span className="k-cut">{rule.title}</span>
                    <Rule>{rule.ruleId}</Rule>
                  </span>
                </th>
                <td className="right">{figure(rule, 'ADDED')}</td>
                <td className="right">{figure(rule, 'ENDED')}</td>
                <td className="right k-t2">{grouped(rule.kept)}</td>
                <td className="right k-b">{grouped(rule.kept + rule.added)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {opened && <DutyList previewId={preview.id} {...opened} onClose={() => setOpened(undefined)} />}
    </Section>
  )
}
